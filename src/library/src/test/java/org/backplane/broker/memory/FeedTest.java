package org.backplane.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.Publications;
import org.backplane.broker.RecordingListener;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More messages than the buffer of a feed can hold. */
class FeedTest {

    private static final ChannelName HOME = new ChannelName("home");
    private static final String LARGE = "\"" + "x".repeat(30_000) + "\"";

    /** A number of large messages that exceeds the buffer of a feed. */
    private static final int TOO_MANY = (int) (Feed.MAX_BYTES / LARGE.length()) + 100;

    private final ManualClock clock = new ManualClock();
    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch hindrance = new CountDownLatch(1);

    private BrokerNodes brokers = brokers("1000");

    private BrokerNodes brokers(String historySize) {
        MemoryStore store = new MemoryStore(Configuration.of(Map.of("history/size", historySize)), clock);
        return new BrokerNodes((node, threads) -> new MemoryBroker(node, store, threads), clock::advance);
    }

    @AfterEach
    void end() {
        hindrance.countDown();
        brokers.close();
    }

    /** Subscribes, and blocks the channel's executor until the latch is released. */
    private Position listenHindered(TestNode node) {
        Subscription subscription = node.broker().subscribe(HOME, listener);
        Snapshot start = answer(subscription.live());
        subscription.execute(() -> {
            try {
                hindrance.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return start.position();
    }

    private static void publishLarge(TestNode node, int count) {
        for (int i = 0; i < count; i++) {
            node.publish(Publications.of(HOME, LARGE));
        }
    }

    @Test
    void droppedMessagesAreReadFromHistory() {
        TestNode node = brokers.node("a");
        Position start = listenHindered(node);
        publishLarge(node, TOO_MANY);
        node.set(HOME, "topic", "1");
        node.join(HOME, "ada", 1);
        hindrance.countDown();
        listener.awaitMessages(TOO_MANY);
        eventually("a refresh", () -> listener.refreshes().size() == 1);
        listener.assertClean(start, TOO_MANY);
        assertThat(listener.refreshes()).containsExactly(node.snapshot(HOME));
        assertThat(listener.states()).isEmpty();
        publishLarge(node, 2);
        listener.awaitMessages(TOO_MANY + 2);
        listener.assertClean(start, TOO_MANY + 2);
    }

    @Test
    void listenerIsResetWhereHistoryNoLongerReaches() {
        brokers = brokers("10");
        TestNode node = brokers.node("a");
        Position start = listenHindered(node);
        publishLarge(node, TOO_MANY);
        hindrance.countDown();
        eventually("a reset", () -> listener.resets().size() == 1);
        Position now = listener.resets().get(0).position();
        assertThat(now).isEqualTo(start.plus(TOO_MANY));
        List<StoredMessage> before = listener.messages();
        assertThat(before).isNotEmpty().hasSizeLessThan(TOO_MANY);
        publishLarge(node, 3);
        listener.awaitMessages(before.size() + 3);
        assertThat(listener.messages().subList(before.size(), before.size() + 3))
                .extracting(StoredMessage::position)
                .containsExactly(now.plus(1), now.plus(2), now.plus(3));
    }

    @Test
    void transientMessagesAreDroppedWhereThereIsNoRoom() {
        TestNode node = brokers.node("a");
        Line line = Line.of("{}");
        listenHindered(node);
        answer(node.broker().publishTransient(HOME, line));
        publishLarge(node, TOO_MANY / 2 + 100);
        answer(node.broker().publishTransient(HOME, line));
        hindrance.countDown();
        listener.awaitMessages(TOO_MANY / 2 + 100);
        answer(node.broker().publishTransient(HOME, line));
        listener.awaitTransients(2);
        assertThat(listener.transients()).hasSize(2);
        assertThat(listener.refreshes()).isEmpty();
    }

    @Test
    void closedSubscriptionReceivesNoQueuedMessages() {
        TestNode node = brokers.node("a");
        Subscription subscription = node.broker().subscribe(HOME, listener);
        CountDownLatch ran = new CountDownLatch(1);
        subscription.execute(() -> {
            try {
                hindrance.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        publishLarge(node, 10);
        subscription.close();
        subscription.execute(ran::countDown);
        hindrance.countDown();
        eventually("tasks still run", () -> ran.getCount() == 0);
        assertThat(listener.messages()).isEmpty();
    }
}
