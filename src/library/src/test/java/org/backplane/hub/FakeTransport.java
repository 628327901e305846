package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;

/** A link without a network that records the sent frames. Completes each send inline, as containers do, until {@link #hold}. */
public final class FakeTransport implements Transport {

    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final AtomicReference<CloseReason> closed = new AtomicReference<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicInteger deepest = new AtomicInteger();
    private final Queue<Sent> pending = new ArrayDeque<>();
    private final String address;
    private boolean holding;

    public FakeTransport() {
        this("127.0.0.1");
    }

    FakeTransport(String address) {
        this.address = address;
    }

    @Override
    public void send(Frame frame, Sent sent) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
        frames.add(frame.text());
        boolean now;
        synchronized (pending) {
            now = !holding;
            if (!now) {
                pending.add(sent);
            }
        }
        if (now) {
            complete(sent, true);
        }
        depth.decrementAndGet();
    }

    private void complete(Sent sent, boolean successful) {
        inFlight.decrementAndGet();
        sent.done(successful);
    }

    /** Sends are not completed from now on, as if the client did not read. */
    public void hold() {
        synchronized (pending) {
            holding = true;
        }
    }

    /** Completes the pending sends, and all later ones. */
    public void release() {
        synchronized (pending) {
            holding = false;
        }
        completePending(true);
    }

    /** Fails the pending sends. */
    public void fail() {
        completePending(false);
    }

    private void completePending(boolean successful) {
        Sent sent;
        do {
            synchronized (pending) {
                sent = pending.poll();
            }
            if (sent != null) {
                complete(sent, successful);
            }
        } while (sent != null);
    }

    @Override
    public void close(CloseReason reason) {
        assertThat(closed.getAndSet(reason)).as("closed before").isNull();
    }

    @Override
    public String remoteAddress() {
        return address;
    }

    public List<String> frames() {
        return frames;
    }

    public boolean isClosed() {
        return closed.get() != null;
    }

    public CloseReason closeReason() {
        return Objects.requireNonNull(closed.get(), "not closed");
    }

    public int mostInFlight() {
        return mostInFlight.get();
    }

    public int deepest() {
        return deepest.get();
    }
}
