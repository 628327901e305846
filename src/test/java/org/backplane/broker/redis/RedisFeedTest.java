package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.RecordingListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.SerialExecutor;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.Replies.Revised;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one channel does while its history is slow to come; reads are answered by the test, when it wants. */
class RedisFeedTest {

    private static final String BODY = "\"name\":\"chat\",\"data\":1}";

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final SlowSource source = new SlowSource();

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void missedMessagesComeBeforeThoseThatArriveMeanwhile() {
        Listening home = listen("home");

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        home.carries(4);
        home.carries(5);
        source.answer("home", home.messages(1, 2, 3));

        home.listener().awaitMessages(5);
        assertThat(home.offsets()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void channelWhoseHistoryIsSlowHoldsUpNoOther() {
        Listening slow = listen("slow");
        Listening quick = listen("quick");

        for (Listening both : List.of(slow, quick)) {
            both.feed().linkBroke();
            both.feed().subscribed();
            source.awaitRead(both.channel().value());
        }
        source.answer("quick", quick.messages(1));
        quick.carries(2);
        quick.listener().awaitMessages(2);

        assertThat(slow.offsets()).isEmpty();
        source.answer("slow", slow.messages(1));
        slow.listener().awaitMessages(1);
    }

    @Test
    void whatAHistoryBroughtThatPubSubCarriesTooIsToldOnce() {
        Listening home = listen("home");

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        home.carries(1);
        home.carries(2);
        source.answer("home", home.messages(1, 2));
        home.carries(2);
        home.carries(3);

        home.listener().awaitMessages(3);
        assertThat(home.offsets()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void moreThanIsHeldBackIsReadFromHistory() {
        Listening home = listen("home");
        String large = "x".repeat(1 << 20);

        home.feed().linkBroke();
        home.feed().subscribed();
        source.awaitRead("home");
        for (int offset = 1; offset <= 12; offset++) {
            home.carries(offset, large);
        }
        source.answer("home", List.of());
        source.awaitRead("home");
        source.answer("home", home.messages(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

        home.listener().awaitMessages(12);
        assertThat(home.offsets()).hasSize(12).isSorted().doesNotHaveDuplicates();
    }

    private Listening listen(String name) {
        ChannelName channel = new ChannelName(name);
        RecordingListener listener = new RecordingListener();
        RedisFeed feed = new RedisFeed(channel, listener, source, new SerialExecutor(workers));
        feed.subscribed();
        eventually("live", () -> feed.live().toCompletableFuture().isDone());
        return new Listening(channel, feed, listener);
    }

    private record Listening(ChannelName channel, RedisFeed feed, RecordingListener listener) {

        void carries(long offset) {
            carries(offset, "");
        }

        void carries(long offset, String more) {
            String entry = "1 e " + offset + " 1 " + offset + "\n\"more\":\"" + more + "\"," + BODY;
            feed.received(entry.getBytes(StandardCharsets.UTF_8), false);
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

    /** Channels that begin empty, and whose history comes when the test says so. */
    private static final class SlowSource implements FeedSource {

        private final Map<ChannelName, CompletableFuture<Recovery>> reads = new ConcurrentHashMap<>();
        private final BrokerEvents events = new BrokerEvents();
        private final FeedLog log = new FeedLog(events);

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
            return CompletableFuture.completedStage(
                    new Revised<>(0, Snapshot.of(new Position("e", 0), List.of(), 0, List.of())));
        }

        @Override
        public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
            return reads.computeIfAbsent(channel, c -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<Revised<Position>> check(ChannelName channel, Position told) {
            return CompletableFuture.completedStage(new Revised<>(0, told));
        }

        @Override
        public void later(long millis, Runnable task) {
            throw new AssertionError("no read fails here");
        }

        @Override
        public FeedLog log() {
            return log;
        }

        @Override
        public void remove(RedisFeed feed) {
            reads.remove(feed.channel());
        }

        @Override
        public void anotherLife(ChannelName channel) {
            throw new AssertionError("there is one life here");
        }
    }
}
