package org.backplane.hub.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.backplane.config.Configuration;
import org.backplane.hub.FakeTransport;
import org.backplane.hub.HubFixture;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.Transport;
import org.backplane.message.Line;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {

    private static final int KIB = 1024;
    private static final int QUEUE_BYTES = 512 * KIB;

    private final FakeTransport transport = new FakeTransport();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final HubCounters counters = new HubCounters();
    private final QueueBudget budget = new QueueBudget(Configuration.of(
            Map.of("connection/queue-bytes", "512 KiB", "message/max-bytes", "1 KiB", "node/queue-bytes", "1 MiB")));
    private final List<String> events = new ArrayList<>();
    private final OutboundQueue queue = queue(transport, "it");

    /** A queue that is abandoned when its client is slow, as by a connection. */
    private OutboundQueue queue(Transport to, String name) {
        OutboundQueue[] made = new OutboundQueue[1];
        made[0] = new OutboundQueue(
                to,
                new OutboundQueue.Parts(new SendingThread(thread::add), budget, counters),
                owner(name, () -> made[0].abandon(CloseReason.SLOW)));
        return made[0];
    }

    private OutboundQueue.Owner owner(String name, Runnable whenSlow) {
        return new OutboundQueue.Owner() {
            @Override
            public void linkClosed() {}

            @Override
            public void slow() {
                events.add(name + " is slow");
                whenSlow.run();
            }

            @Override
            public void lost() {
                events.add(name + " is lost");
            }
        };
    }

    private void run() {
        for (Runnable task = thread.poll(); task != null; task = thread.poll()) {
            task.run();
        }
    }

    private static Frame frame(String text) {
        return Frame.of(Line.of(text));
    }

    private static Frame frame(int bytes) {
        return frame("x".repeat(bytes));
    }

    @Test
    void idleClientReceivesAFrameAtOnce() {
        queue.offer(frame("one"));
        run();

        assertThat(transport.frames()).containsExactly("one");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void oneSendIsInFlightAndTheRestIsJoined() {
        transport.hold();
        queue.offer(frame("one"));
        run();
        List.of("two", "three", "four").forEach(text -> queue.offer(frame(text)));
        run();

        assertThat(transport.frames()).containsExactly("one");
        transport.release();
        run();
        assertThat(transport.frames()).containsExactly("one", "two\nthree\nfour");
        assertThat(transport.mostInFlight()).isEqualTo(1);
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void joinedFramesAreBounded() {
        for (int i = 0; i < 100; i++) {
            queue.offer(frame(300));
        }
        run();

        assertThat(transport.frames()).allSatisfy(f -> assertThat(f.length()).isBetween(301, 8 * KIB));
        assertThat(transport.frames().stream().mapToLong(f -> f.lines().count()).sum())
                .isEqualTo(100);
    }

    @Test
    void linesAreJoinedToSmallFramesWhateverTheMessageSize() {
        QueueBudget usual = new QueueBudget(Configuration.of(Map.of()));
        OutboundQueue.Parts parts = new OutboundQueue.Parts(new SendingThread(thread::add), usual, counters);
        OutboundQueue stuck = new OutboundQueue(transport, parts, owner("stuck", () -> {}));
        for (int i = 0; i < 50; i++) {
            stuck.offer(frame(3 * KIB));
        }
        run();

        assertThat(transport.frames()).hasSizeBetween(5, 6).allSatisfy(f -> assertThat(f.length())
                .isLessThanOrEqualTo(32 * KIB));
    }

    @Test
    void lineLargerThanAFrameIsNotJoined() {
        queue.offer(frame("one"));
        queue.offer(frame(100 * KIB));
        queue.offer(frame("three"));
        run();

        assertThat(transport.frames()).extracting(String::length).containsExactly(3, 100 * KIB, 5);
    }

    @Test
    void noSendStartsInsideACompletion() {
        for (int i = 0; i < 1000; i++) {
            queue.offer(frame(5 * KIB / 10));
        }
        run();

        assertThat(transport.frames()).hasSizeGreaterThan(50);
        assertThat(transport.deepest()).isEqualTo(1);
    }

    @Test
    void clientWhoseQueueExceedsItsBoundIsSlow() {
        transport.hold();
        for (int i = 0; i < 512; i++) {
            queue.offer(frame(KIB));
            run();
        }
        assertThat(events).isEmpty();

        queue.offer(frame(KIB));

        assertThat(events).containsExactly("it is slow");
    }

    @Test
    void answerLargerThanTheBoundIsSentIfNothingElseWaits() {
        queue.offer(frame(2 * QUEUE_BYTES));
        run();

        assertThat(events).isEmpty();
        assertThat(transport.frames()).hasSize(1);
    }

    @Test
    void largestQueuesAreClosedBeyondTheBoundOfTheNode() {
        OutboundQueue large = queue(new FakeTransport(), "large");
        OutboundQueue larger = queue(new FakeTransport(), "larger");
        OutboundQueue largest = queue(new FakeTransport(), "largest");
        large.offer(frame(300 * KIB));
        larger.offer(frame(310 * KIB));
        largest.offer(frame(400 * KIB));
        assertThat(events).isEmpty();

        queue.offer(frame(330 * KIB));

        assertThat(events).containsExactly("largest is slow");
    }

    @Test
    void onlyAsManyQueuesAsNeededAreClosed() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            queue(new FakeTransport(), name).offer(frame(200 * KIB));
        }
        queue(new FakeTransport(), "largest").offer(frame(500 * KIB));
        queue.offer(frame(20 * KIB));

        assertThat(events).containsExactly("largest is slow");
    }

    @Test
    void closedQueueIsNotClosedAgain() {
        OutboundQueue gone = queue(new FakeTransport(), "gone");
        gone.offer(frame(500 * KIB));
        gone.abandon(CloseReason.SLOW);
        queue.offer(frame(500 * KIB));

        queue(new FakeTransport(), "other").offer(frame(100 * KIB));
        assertThat(events).isEmpty();
        run();

        assertThat(budget.waiting()).isZero();
    }

    @Test
    void transientFrameIsDroppedAboveHalfTheBound() {
        transport.hold();
        queue.offer(frame(QUEUE_BYTES / 2 - 10));
        queue.offerTransient(frame("fits"));
        queue.offerTransient(frame("does not fit"));
        queue.offer(frame("stored"));
        run();
        transport.release();
        run();

        assertThat(String.join("\n", transport.frames()))
                .endsWith("fits\nstored")
                .doesNotContain("does not");
        assertThat(counters.snapshot().transientDropped()).isEqualTo(1);
    }

    @Test
    void waitingTasksRunOneAtATimeBelowHalfTheBound() {
        List<String> given = new ArrayList<>();
        transport.hold();
        queue.offer(frame(QUEUE_BYTES / 2));
        queue.whenRoom(() -> given.add("a"));
        queue.whenRoom(() -> given.add("b"));
        run();
        assertThat(given).isEmpty();

        transport.release();
        run();
        assertThat(given).containsExactly("a");
        queue.offer(frame("one"));
        run();
        assertThat(given).containsExactly("a");
        queue.roomUsed();
        run();
        assertThat(given).containsExactly("a", "b");
    }

    @Test
    void finishedQueueSendsItsFramesAndCloses() {
        transport.hold();
        queue.offer(frame("one"));
        run();
        queue.offer(frame("two"));
        queue.finish(CloseReason.NO_HELLO);
        queue.offer(frame("too late"));
        run();
        assertThat(transport.isClosed()).isFalse();

        transport.release();
        run();
        assertThat(transport.frames()).containsExactly("one", "two");
        assertThat(transport.closeReason()).isEqualTo(CloseReason.NO_HELLO);
    }

    @Test
    void abandonedQueueDropsItsFramesAndClosesAtOnce() {
        transport.hold();
        queue.offer(frame("one"));
        run();
        queue.offer(frame("two"));
        queue.abandon(CloseReason.SLOW);
        run();

        assertThat(transport.closeReason()).isEqualTo(CloseReason.SLOW);
        transport.release();
        run();
        assertThat(transport.frames()).containsExactly("one");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void failedSendIsReportedAsLost() {
        transport.hold();
        queue.offer(frame("one"));
        run();
        transport.fail();

        assertThat(events).containsExactly("it is lost");
    }

    @Test
    void errorOfASendEndsTheConnectionAndNotTheThread() {
        Transport broken = new Transport() {
            @Override
            public void send(Frame frame, Sent sent) {
                throw new NoClassDefFoundError("injected");
            }

            @Override
            public void close(CloseReason reason) {
                events.add("closed: " + reason);
            }

            @Override
            public String remoteAddress() {
                return "";
            }
        };
        OutboundQueue[] queues = new OutboundQueue[1];
        queues[0] = new OutboundQueue(
                broken,
                new OutboundQueue.Parts(new SendingThread(thread::add), budget, counters),
                new OutboundQueue.Owner() {
                    @Override
                    public void slow() {}

                    @Override
                    public void lost() {
                        queues[0].abandon(CloseReason.GONE);
                    }

                    @Override
                    public void linkClosed() {
                        events.add("gone");
                    }
                });
        queues[0].offer(frame("one"));
        queues[0].offer(frame("two"));
        run();

        assertThat(events).containsExactly("closed: GONE", "gone");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void linkThatCannotBeClosedIsReportedAsClosed() {
        Transport broken = new Transport() {
            @Override
            public void send(Frame frame, Sent sent) {
                sent.done(true);
            }

            @Override
            public void close(CloseReason reason) {
                throw new OutOfMemoryError("injected");
            }

            @Override
            public String remoteAddress() {
                return "";
            }
        };
        OutboundQueue unclosable = new OutboundQueue(
                broken,
                new OutboundQueue.Parts(new SendingThread(thread::add), budget, counters),
                new OutboundQueue.Owner() {
                    @Override
                    public void slow() {}

                    @Override
                    public void lost() {}

                    @Override
                    public void linkClosed() {
                        events.add("gone");
                    }
                });

        unclosable.finish(CloseReason.RESTART);
        run();

        assertThat(events).containsExactly("gone");
    }

    @Test
    void queueIsSentWithTheNextFrameIfNoThreadStarted() {
        Queue<Runnable> exhausted = new ArrayDeque<>();
        OutboundQueue starved = new OutboundQueue(
                transport,
                new OutboundQueue.Parts(
                        new SendingThread(task -> {
                            if (exhausted.isEmpty()) {
                                exhausted.add(task);
                                throw new NoClassDefFoundError("injected");
                            }
                            thread.add(task);
                        }),
                        budget,
                        counters),
                owner("it", () -> {}));

        starved.offer(frame("one"));
        starved.offer(frame("two"));
        run();

        assertThat(transport.frames()).containsExactly("one\ntwo");
    }

    @Test
    void framesOfEachThreadAreSentInOrder() throws Exception {
        HubFixture fixture = new HubFixture(Map.of());
        SendingThreads senders = new SendingThreads(fixture.threads(), 1);
        OutboundQueue shared = new OutboundQueue(
                transport,
                new OutboundQueue.Parts(
                        senders.threadOf(transport),
                        new QueueBudget(Configuration.of(Map.of("connection/queue-bytes", "1 GiB"))),
                        counters),
                new OutboundQueue.Owner() {
                    @Override
                    public void linkClosed() {}

                    @Override
                    public void slow() {}

                    @Override
                    public void lost() {}
                });
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = fixture.threads().newThread(() -> {
                for (int i = 0; i < 5000; i++) {
                    shared.offer(frame(number + ":" + i));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        eventually(
                "all lines",
                () -> transport.frames().stream().flatMap(String::lines).count() == 20_000);
        for (int t = 0; t < 4; t++) {
            String prefix = t + ":";
            List<Integer> numbers = transport.frames().stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> Integer.valueOf(line.substring(2)))
                    .toList();
            assertThat(numbers).hasSize(5000).isSorted();
        }
        assertThat(transport.mostInFlight()).isEqualTo(1);
        senders.close(1000);
        fixture.close();
    }
}
