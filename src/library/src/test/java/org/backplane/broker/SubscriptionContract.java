package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A listener gets exactly what follows the snapshot with which it became live, serially. */
interface SubscriptionContract extends ContractFixture {

    /** The number of repetitions of each race. */
    int ROUNDS = 60;

    @Test
    @Tag("operation")
    default void snapshotIsFollowedByExactlyWhatComesAfterItWhilePublishing() {
        BrokerNodes brokers = brokers("history/size", "100");
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        AtomicBoolean over = new AtomicBoolean();
        Publishers.concurrently(2, thread -> {
            if (thread == 0) {
                return publishUntil(over, a);
            }
            try {
                IntStream.range(0, ROUNDS).forEach(round -> followForAWhile(round % 2 == 0 ? b : a));
                return ROUNDS;
            } finally {
                over.set(true);
            }
        });
    }

    @Test
    @Tag("operation")
    default void throwingListenerIsResetAndAffectsNoOther() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        AtomicBoolean failing = new AtomicBoolean(true);
        RecordingListener listener = new RecordingListener() {
            @Override
            public void messages(List<StoredMessage> batch) {
                if (failing.getAndSet(false)) {
                    throw new NoClassDefFoundError("injected");
                }
                super.messages(batch);
            }
        };
        answer(a.broker().subscribe(HOME, listener).live());
        TestNode.Listening other = brokers.node("b").listen(HOME);

        a.publish(HOME, 1);
        eventually("a reset", () -> !listener.resets().isEmpty());
        a.publish(HOME, 2);

        listener.awaitMessages(2);
        assertThat(listener.resets()).hasSize(1);
        assertThat(listener.messages().get(0).position())
                .isEqualTo(listener.resets().get(0).position().plus(1));
        other.awaitClean(3);
    }

    private static int publishUntil(AtomicBoolean over, TestNode node) {
        int sent = 0;
        while (!over.get()) {
            sent += node.publish(HOME, 5).size();
        }
        return sent;
    }

    private static void followForAWhile(TestNode node) {
        TestNode.Listening live = node.listen(HOME);
        live.listener().awaitMessages(20);
        live.subscription().close();
        List<StoredMessage> delivered = live.listener().messages();
        assertThat(Tally.of(live.start().position(), delivered)).isEqualTo(Tally.clean(delivered.size()));
        assertThat(live.listener().resets()).isEmpty();
        assertThat(live.listener().overlaps()).isZero();
    }

    @Test
    default void nothingIsDeliveredBeforeTheSubscriptionIsLive() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        AtomicBoolean over = new AtomicBoolean();
        Publishers.concurrently(2, thread -> {
            if (thread == 0) {
                return publishUntil(over, a);
            }
            try {
                IntStream.range(0, ROUNDS).forEach(round -> assertLiveBeforeTheFirstMessage(b));
                return ROUNDS;
            } finally {
                over.set(true);
            }
        });
    }

    private static void assertLiveBeforeTheFirstMessage(TestNode node) {
        CompletableFuture<Subscription> subscription = new CompletableFuture<>();
        CompletableFuture<Boolean> wasLive = new CompletableFuture<>();
        subscription.complete(node.broker().subscribe(HOME, new RecordingListener() {
            @Override
            public void messages(List<StoredMessage> batch) {
                wasLive.complete(
                        subscription.join().live().toCompletableFuture().isDone());
            }
        }));
        assertThat(answer(wasLive)).isTrue();
        subscription.join().close();
    }

    @Test
    default void snapshotOfStateIsFollowedByExactlyTheLaterVersions() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        AtomicBoolean over = new AtomicBoolean();
        Publishers.concurrently(2, thread -> {
            if (thread == 0) {
                int set = 0;
                while (!over.get()) {
                    a.set(HOME, "counter", "" + set++);
                }
                return set;
            }
            try {
                IntStream.range(0, ROUNDS).forEach(round -> followState(b));
                return ROUNDS;
            } finally {
                over.set(true);
            }
        });
    }

    private static void followState(TestNode node) {
        TestNode.Listening live = node.listen(HOME);
        live.listener().awaitStates(5);
        live.subscription().close();
        long start = live.start().state().stream()
                .mapToLong(StateDocument::version)
                .max()
                .orElse(0);
        List<StateDocument> delivered = live.listener().states();
        assertThat(delivered)
                .extracting(StateDocument::version)
                .isEqualTo(IntStream.rangeClosed(1, delivered.size())
                        .mapToObj(i -> start + i)
                        .toList());
    }

    @Test
    @Tag("operation")
    default void unsubscribingEndsTheDelivery() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        TestNode.Listening first = b.listen(HOME);
        a.publish(HOME, 2);
        first.awaitClean(2);
        first.subscription().close();
        TestNode.Listening second = b.listen(HOME);
        a.publish(HOME, 3);
        a.set(HOME, "topic", "1");
        a.join(HOME, "ada", 1);
        second.awaitClean(3);
        second.listener().awaitPresences(1);
        second.listener().awaitStates(1);
        first.awaitClean(2);
        assertThat(first.listener().states()).isEmpty();
        assertThat(first.listener().presences()).isEmpty();
    }

    @Test
    default void closingASubscriptionTwiceHasNoFurtherEffect() {
        TestNode node = brokers().node("a");
        TestNode.Listening first = node.listen(HOME);
        first.subscription().close();
        TestNode.Listening second = node.listen(HOME);
        first.subscription().close();
        node.publish(HOME, 1);
        second.awaitClean(1);
        assertThatIllegalStateException().isThrownBy(() -> node.listen(HOME));
    }

    @Test
    default void nodeSubscribesToAChannelOnce() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        RecordingListener other = new RecordingListener();
        assertThatIllegalStateException().isThrownBy(() -> node.broker().subscribe(HOME, other));
        node.publish(HOME, 1);
        live.awaitClean(1);
        assertThat(other.messages()).isEmpty();
    }

    @Test
    default void manySubscriptionsBecomeLiveAtOnce() {
        TestNode node = brokers().node("a");
        List<ChannelName> names =
                IntStream.range(0, 500).mapToObj(i -> new ChannelName("c" + i)).toList();
        List<Subscription> subscriptions = names.stream()
                .map(name -> node.broker().subscribe(name, new RecordingListener()))
                .toList();
        assertThat(subscriptions.stream().map(Subscription::live).map(Eventually::answer))
                .allSatisfy(snapshot -> assertThat(snapshot.position().offset()).isZero());
    }

    @Test
    default void snapshotHasTheStateOfTheChannel() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        a.publish(HOME, 3);
        StateDocument topic = a.set(HOME, "topic", "\"t\"");
        Presence ada = a.join(HOME, "ada", 2);
        TestNode b = brokers.node("b");
        Snapshot expected = Snapshot.of(a.top(HOME), List.of(topic), 1, List.of(ada));
        assertThat(b.snapshot(HOME)).isEqualTo(expected);
        assertThat(b.listen(HOME).start()).isEqualTo(expected);
    }

    @Test
    default void listenerIsCalledSeriallyAndNotByThePublisher() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        List<Thread> publishers = Publishers.concurrently(4, publisher -> {
            for (int i = 0; i < 50; i++) {
                node.publish(Publications.of(HOME, "1"));
                node.set(HOME, "k" + publisher, "" + i);
                node.join(HOME, "u" + publisher, i + 1);
            }
            return Thread.currentThread();
        });
        live.awaitClean(200);
        live.listener().awaitStates(200);
        live.listener().awaitPresences(200);
        assertThat(live.listener().overlaps()).isZero();
        assertThat(live.listener().threads()).doesNotContainAnyElementsOf(publishers);
    }

    @Test
    default void tasksRunInOrderOnTheChannelsExecutor() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        AtomicBoolean free = new AtomicBoolean(true);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            live.subscription().execute(() -> {
                boolean alone = free.compareAndSet(true, false);
                ran.add(alone ? number : -1);
                free.set(true);
            });
        }
        eventually("all tasks", () -> ran.size() == 1000);
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        live.subscription().close();
        live.subscription().execute(() -> ran.add(1000));
        eventually("a task after the end", () -> ran.size() == 1001);
    }

    @Test
    default void tasksRunNeitherDuringCallsOfTheListenerNorInTheCaller() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        List<Thread> givers = Publishers.concurrently(2, thread -> {
            if (thread == 0) {
                node.publish(HOME, 500);
            } else {
                IntStream.range(0, 500).forEach(i -> live.subscription()
                        .execute(() -> live.listener().refreshed(live.start())));
            }
            return Thread.currentThread();
        });
        live.listener().awaitMessages(500);
        eventually("all tasks", () -> live.listener().refreshes().size() == 500);
        assertThat(live.listener().overlaps()).isZero();
        assertThat(live.listener().threads()).doesNotContainAnyElementsOf(givers);
    }

    @Test
    default void taskSeesEarlierDeliveries() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        for (int i = 1; i <= 50; i++) {
            node.publish(HOME, 1);
            live.listener().awaitMessages(i);
            Queue<Integer> seen = new ConcurrentLinkedQueue<>();
            live.subscription()
                    .execute(() -> seen.add(live.listener().messages().size()));
            eventually("the task", () -> !seen.isEmpty());
            assertThat(seen).containsExactly(i);
        }
        assertThat(answer(live.subscription().live())).isEqualTo(live.start());
    }
}
