package org.backplane.hub.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.backplane.hub.FakeTransport;
import org.backplane.hub.HubFixture;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingThreadsTest {

    private static final long PATIENCE_MILLIS = 30_000;

    private final SendingThreads senders = new SendingThreads(new HubFixture(Map.of()).threads(), 2);
    private final ExecutorService io = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        senders.close(PATIENCE_MILLIS);
        io.shutdownNow();
    }

    @Test
    void connectionsAreDistributedOverTheThreads() {
        SendingThread first = senders.threadOf(new FakeTransport());
        SendingThread second = senders.threadOf(new FakeTransport());

        assertThat(first).isNotSameAs(second);
        assertThat(senders.threadOf(new FakeTransport())).isSameAs(first);
    }

    @Test
    void linkWithAWritingThreadIsSentToFromItAndClosedElsewhere() {
        SendingThread sender = senders.threadOf(writtenOn(io));
        AtomicReference<Thread> fedBy = new AtomicReference<>();
        AtomicReference<Thread> closedBy = new AtomicReference<>();
        AtomicReference<Thread> ioThread = new AtomicReference<>();
        io.execute(() -> ioThread.set(Thread.currentThread()));

        sender.thread().execute(() -> {
            fedBy.set(Thread.currentThread());
            sender.closing().execute(() -> closedBy.set(Thread.currentThread()));
        });

        eventually("it is closed", () -> closedBy.get() != null);
        assertThat(fedBy).hasValue(ioThread.get());
        assertThat(closedBy.get()).isNotEqualTo(ioThread.get());
        assertThat(senders.threadOf(writtenOn(io))).isSameAs(sender);
    }

    @Test
    void closeWaitsForTheTasksOfWritingThreads() {
        CountDownLatch closed = new CountDownLatch(1);
        SendingThread sender = senders.threadOf(writtenOn(io));
        sender.thread().execute(() -> sender.closing().execute(closed::countDown));

        senders.close(PATIENCE_MILLIS);

        assertThat(closed.getCount()).isZero();
    }

    @Test
    void stoppedWritingThreadIsIgnored() {
        SendingThread sender = senders.threadOf(writtenOn(task -> {
            throw new RejectedExecutionException("it has ended");
        }));

        sender.thread().execute(() -> {
            throw new AssertionError("must not run");
        });
    }

    private static Transport writtenOn(Executor thread) {
        return new Transport() {
            @Override
            public void send(Frame frame, Sent sent) {
                sent.done(true);
            }

            @Override
            public void close(CloseReason reason) {}

            @Override
            public Optional<Executor> writingThread() {
                return Optional.of(thread);
            }

            @Override
            public String remoteAddress() {
                return "";
            }
        };
    }
}
