package org.backplane.broker.redis.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.RecordingListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests one feed while its reads take long; the test completes the reads. */
class ChannelFeedTest {

    private static final String BODY = "\"name\":\"chat\",\"data\":1}";

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ManualSource source = new ManualSource();

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void missedMessagesAreDeliveredBeforeBufferedOnes() {
        TestFeed home = subscribeLive("home");

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        home.publish(4);
        home.publish(5);
        source.answer("home", home.messages(1, 2, 3));

        home.listener().awaitMessages(5);
        assertThat(home.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void slowReadDelaysNoOtherChannel() {
        TestFeed slow = subscribeLive("slow");
        TestFeed quick = subscribeLive("quick");

        for (TestFeed both : List.of(slow, quick)) {
            both.feed().linkBroke();
            both.feed().subscribed();
            source.awaitRead(both.channel().value());
        }
        source.answer("quick", quick.messages(1));
        quick.publish(2);
        quick.listener().awaitMessages(2);

        assertThat(slow.offsets()).isEmpty();
        source.answer("slow", slow.messages(1));
        slow.listener().awaitMessages(1);
    }

    @Test
    void messagesFromHistoryAndPubSubAreDeliveredOnce() {
        TestFeed home = subscribeLive("home");

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        home.publish(1);
        home.publish(2);
        source.answer("home", home.messages(1, 2));
        home.publish(2);
        home.publish(3);

        home.listener().awaitMessages(3);
        assertThat(home.offsets()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void messagesBeyondTheBufferAreReadFromHistory() {
        TestFeed home = subscribeLive("home");
        String large = "x".repeat(1 << 20);

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        for (int offset = 1; offset <= 12; offset++) {
            home.publish(offset, large);
        }
        source.answer("home", List.of());
        source.awaitRead("home");
        source.answer("home", home.messages(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

        home.listener().awaitMessages(12);
        assertThat(home.offsets()).hasSize(12).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void overflowDuringTheFirstReadIsReadFromHistory() {
        source.holdSnapshots();
        TestFeed home = subscribe("home");
        source.awaitSnapshot();

        home.overflows();
        source.answerSnapshot();

        eventually("live", () -> home.feed().live().toCompletableFuture().isDone());
        source.awaitRead("home");
        source.answer("home", home.messages(1, 2, 3));
        home.listener().awaitMessages(3);
        source.awaitSnapshot();
        assertThat(source.counts()).containsEntry(BrokerEvent.OVERFLOW, 1L);
    }

    @Test
    void overflowDuringAResetIsReadFromHistory() {
        TestFeed home = subscribeLive("home");
        source.holdSnapshots();
        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        source.answerNotRecovered("home");
        source.awaitSnapshot();

        home.overflows();
        source.answerSnapshot();

        eventually("a reset", () -> home.listener().resets().size() == 1);
        source.awaitRead("home");
        source.answer("home", home.messages(1, 2));
        home.listener().awaitMessages(2);
        source.awaitSnapshot();
    }

    @Test
    void changesDroppedDuringTheirReadAreReadAgain() {
        TestFeed home = subscribeLive("home");
        source.holdSnapshots();
        home.overflows();
        source.awaitRead("home");
        source.answer("home", List.of());
        source.awaitSnapshot();

        home.overflows();
        source.awaitRead("home");
        source.answer("home", List.of());
        home.awaitExecutor();
        source.answerSnapshot();

        source.awaitSnapshot();
    }

    @Test
    void channelCanBeSubscribedAgainOnceItsFeedGaveUp() {
        source.holdSnapshots();
        TestFeed home = subscribe("home");
        CompletableFuture<Boolean> removedBefore = new CompletableFuture<>();
        home.feed()
                .live()
                .whenComplete((now, failure) ->
                        removedBefore.complete(source.removed().contains(home.feed())));

        home.feed().giveUp("too slow");

        assertThat(answer(removedBefore)).isTrue();
        assertThatThrownBy(() -> answer(home.feed().live()))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessage("too slow");
    }

    @Test
    void liveFeedDoesNotGiveUp() {
        TestFeed home = subscribeLive("home");

        home.feed().giveUp("too slow");

        assertThat(source.removed()).isEmpty();
        home.publish(1);
        home.listener().awaitMessages(1);
    }

    @Test
    void advancingChannelIsCheckedOnlyASecondTime() {
        TestFeed home = subscribeLive("home");
        source.advanceRedisTo(100);

        for (int look = 1; look <= 10; look++) {
            home.feed().check();
            home.awaitExecutor();
        }
        assertThat(source.checks()).as("only the second check is scheduled").isEqualTo(1);
        assertThat(source.scheduled()).isEqualTo(1);

        home.publish(1);
        source.runScheduled();
        home.awaitExecutor();
        assertThat(source.checks()).isEqualTo(2);
        assertThat(source.scheduled())
                .as("the channel advances: the next round checks it again")
                .isZero();
    }

    @Test
    void stalledChannelIsReadFromHistory() {
        TestFeed home = subscribeLive("home");
        source.advanceRedisTo(3);

        home.feed().check();
        home.awaitExecutor();
        source.runScheduled();

        source.awaitRead("home");
        source.answer("home", home.messages(1, 2, 3));
        home.listener().awaitMessages(3);
        assertThat(source.counts()).containsEntry(BrokerEvent.REPAIR, 1L);
    }

    @Test
    void unreadableMemberChangeHidesNoOthers() {
        TestFeed home = subscribeLive("home");
        String ada = "p e 1 JOINED 1 n ada here\n{\"node\":\"a\",\"name\":\"Ada\"}";
        String unknown = "p e 3 VANISHED ?\nx";
        String bob = "p e 2 JOINED 2 n bob here\n{\"node\":\"a\",\"name\":\"Bob\"}";

        home.feed().received(String.join("\n", "P 3", ada, unknown, bob).getBytes(StandardCharsets.UTF_8), false);
        home.awaitExecutor();

        assertThat(home.listener().presences()).hasSize(2);
        assertThat(source.counts())
                .containsEntry(BrokerEvent.UNREADABLE, 1L)
                .containsEntry(BrokerEvent.FOREIGN_PAYLOAD, 0L);
    }

    @Test
    void changesReadBeforeTheListenerFailedAreNotDelivered() {
        FailingListener listener = new FailingListener();
        TestFeed home = subscribeLive("home", listener);
        source.holdSnapshots();
        home.missesAChange();
        CompletableFuture<Revised<Snapshot>> before = source.takeSnapshotRead();

        listener.failNext();
        home.publish(1);
        home.awaitExecutor();
        before.complete(ManualSource.EMPTY);
        home.awaitExecutor();

        assertThat(listener.refreshes()).isEmpty();
        source.runScheduled();
        source.takeSnapshotRead().complete(ManualSource.EMPTY);
        eventually("a reset", () -> listener.resets().size() == 1);
    }

    @Test
    void changesReadBeforeAResetAreNotDeliveredAfterIt() {
        TestFeed home = subscribeLive("home");
        source.holdSnapshots();
        home.missesAChange();
        CompletableFuture<Revised<Snapshot>> before = source.takeSnapshotRead();

        home.publish(3);
        source.awaitRead("home");
        source.answerNotRecovered("home");
        source.takeSnapshotRead().complete(ManualSource.EMPTY);
        eventually("a reset", () -> home.listener().resets().size() == 1);
        before.complete(ManualSource.EMPTY);
        home.awaitExecutor();

        assertThat(home.listener().refreshes()).isEmpty();
    }

    /** A feed that is never used. */
    static ChannelFeed unused() {
        return new ChannelFeed(
                new ChannelName("unused"), new RecordingListener(), new ManualSource(), new SerialExecutor(task -> {
                    throw new AssertionError("the feed is not used");
                }));
    }

    private TestFeed subscribe(String name) {
        return subscribe(name, new RecordingListener());
    }

    private TestFeed subscribe(String name, RecordingListener listener) {
        ChannelName channel = new ChannelName(name);
        ChannelFeed feed = new ChannelFeed(channel, listener, source, new SerialExecutor(workers));
        feed.subscribed();
        return new TestFeed(channel, feed, listener);
    }

    private TestFeed subscribeLive(String name) {
        return subscribeLive(name, new RecordingListener());
    }

    private TestFeed subscribeLive(String name, RecordingListener listener) {
        TestFeed subscribed = subscribe(name, listener);
        eventually("live", () -> subscribed.feed().live().toCompletableFuture().isDone());
        return subscribed;
    }

    private record TestFeed(ChannelName channel, ChannelFeed feed, RecordingListener listener) {

        void publish(long offset) {
            publish(offset, "");
        }

        void publish(long offset, String more) {
            String entry = "1 e " + offset + " 1 " + offset + "\n\"more\":\"" + more + "\"," + BODY;
            feed.received(entry.getBytes(StandardCharsets.UTF_8), false);
        }

        /** Receives more than the buffer holds, which is dropped. */
        void overflows() {
            feed.received(new byte[9 << 20], false);
            awaitExecutor();
        }

        /** Receives the second change without the first one. */
        void missesAChange() {
            feed.received(
                    "p e 2 JOINED 1 n ada here\n{\"node\":\"a\",\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8),
                    false);
        }

        /** Waits until the feed has processed everything it received. */
        void awaitExecutor() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            feed.execute(() -> feed.execute(() -> done.complete(null)));
            answer(done);
        }

        List<StoredMessage> messages(long... offsets) {
            return Arrays.stream(offsets)
                    .mapToObj(offset -> StoredMessage.of(channel, new Position("e", offset), offset, BODY))
                    .toList();
        }

        List<Long> offsets() {
            return listener.messages().stream()
                    .map(message -> message.position().offset())
                    .toList();
        }
    }

    /** Throws from a delivery of messages when told to. */
    private static final class FailingListener extends RecordingListener {

        private final AtomicBoolean fails = new AtomicBoolean();

        void failNext() {
            fails.set(true);
        }

        @Override
        public void messages(List<StoredMessage> run) {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("the listener fails");
            }
            super.messages(run);
        }
    }

    /** Channels that start empty, and whose reads the test completes. */
    private static final class ManualSource implements FeedSource {

        private static final Revised<Snapshot> EMPTY =
                new Revised<>(0, Snapshot.of(new Position("e", 0), List.of(), 0, List.of()));

        private final Map<ChannelName, CompletableFuture<Recovery>> reads = new ConcurrentHashMap<>();
        private final BrokerEvents events = new BrokerEvents();
        private final FeedLog log = new FeedLog(events);

        private final Queue<CompletableFuture<Revised<Snapshot>>> snapshots = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
        private final Queue<ChannelFeed> removed = new ConcurrentLinkedQueue<>();
        private final AtomicInteger checks = new AtomicInteger();
        private volatile boolean holdsSnapshots;
        private volatile long top;

        Map<BrokerEvent, Long> counts() {
            return events.counts();
        }

        Collection<ChannelFeed> removed() {
            return removed;
        }

        int checks() {
            return checks.get();
        }

        int scheduled() {
            return later.size();
        }

        /** Redis has more than this node has delivered. */
        void advanceRedisTo(long offset) {
            top = offset;
        }

        void runScheduled() {
            List<Runnable> scheduled = List.copyOf(later);
            later.removeAll(scheduled);
            scheduled.forEach(Runnable::run);
        }

        void holdSnapshots() {
            holdsSnapshots = true;
        }

        void awaitSnapshot() {
            eventually("a snapshot is read", () -> !snapshots.isEmpty());
        }

        void answerSnapshot() {
            CompletableFuture<Revised<Snapshot>> read = Objects.requireNonNull(snapshots.poll());
            assertThat(read.complete(EMPTY)).isTrue();
        }

        /** Waits for a read of a snapshot, which the caller completes. */
        CompletableFuture<Revised<Snapshot>> takeSnapshotRead() {
            awaitSnapshot();
            return Objects.requireNonNull(snapshots.poll());
        }

        void answerNotRecovered(String channel) {
            CompletableFuture<Recovery> read = Objects.requireNonNull(reads.remove(new ChannelName(channel)));
            read.complete(new Recovery(false, List.of(), new Position("e", 0), false));
        }

        void awaitRead(String channel) {
            eventually("a read", () -> reads.containsKey(new ChannelName(channel)));
        }

        void answer(String channel, List<StoredMessage> messages) {
            CompletableFuture<Recovery> read = Objects.requireNonNull(reads.remove(new ChannelName(channel)));
            Position last = messages.isEmpty()
                    ? new Position("e", 0)
                    : messages.get(messages.size() - 1).position();
            assertThat(read.complete(new Recovery(true, messages, last, false))).isTrue();
        }

        @Override
        public CompletionStage<Revised<Snapshot>> snapshot(ChannelName channel) {
            if (!holdsSnapshots) {
                return CompletableFuture.completedStage(EMPTY);
            }
            CompletableFuture<Revised<Snapshot>> read = new CompletableFuture<>();
            snapshots.add(read);
            return read;
        }

        @Override
        public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
            return reads.computeIfAbsent(channel, c -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<Revised<Position>> check(ChannelName channel, Position delivered) {
            checks.incrementAndGet();
            return CompletableFuture.completedStage(
                    new Revised<>(0, new Position(delivered.epoch(), Math.max(delivered.offset(), top))));
        }

        @Override
        public void later(long millis, Runnable task) {
            later.add(task);
        }

        @Override
        public FeedLog log() {
            return log;
        }

        @Override
        public void remove(ChannelFeed feed) {
            removed.add(feed);
            reads.remove(feed.channel());
        }

        @Override
        public void epochChanged(ChannelName channel) {
            throw new AssertionError("there is one epoch");
        }
    }
}
