package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.ArrayList;
import java.util.List;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.Published;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.message.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a broken link to Redis loses, duplicates and reorders nothing. */
class RedisLinkTest {

    private static final int MESSAGES = 3_000;
    private static final int FAULT_EVERY = 500;

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("history/size", "10000");
    private final TestNode a = brokers.node("a");
    private final TestNode b = brokers.node("b");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void brokenSubscriptionLinksLoseDuplicateAndReorderNothing() {
        TestNode.Listening here = a.listen(HOME);
        TestNode.Listening there = b.listen(HOME);

        for (Publication publication : Publications.several(HOME, MESSAGES)) {
            cutNowAndThen(publication, "pubsub");
            answer((publication.hashCode() % 2 == 0 ? a : b).broker().publish(publication));
        }

        here.awaitClean(MESSAGES);
        there.awaitClean(MESSAGES);
    }

    @Test
    void brokenWriteLinksLoseDuplicateAndReorderNothing() {
        TestNode.Listening here = a.listen(HOME);
        TestNode.Listening there = b.listen(HOME);

        for (int i = 1; i <= MESSAGES; i++) {
            Publication publication = Publications.keyed(HOME, "ada", "key-" + i, Integer.toString(i));
            cutNowAndThen(publication, "normal");
            publishUntilAcknowledged(i % 2 == 0 ? a : b, publication);
        }

        here.awaitClean(MESSAGES);
        there.awaitClean(MESSAGES);
    }

    @Test
    void forgottenScriptsAreLoadedAgainWithoutReordering() {
        TestNode.Listening there = b.listen(HOME);
        List<Published> published = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            brokers.redis().command("SCRIPT", "FLUSH");
            published.addAll(a.publish(HOME, 50));
        }

        assertThat(published).hasSize(1_000);
        there.awaitClean(1_000);
        assertThat(there.listener().messages())
                .extracting(m -> m.position())
                .isEqualTo(published.stream().map(Published::position).toList());
    }

    @Test
    void publishingIsUnavailableDuringAnOutageAndWorksAfterIt() {
        TestNode.Listening here = a.listen(HOME);
        brokers.redis().kill();

        assertThatThrownBy(() -> a.publish(Publications.of(HOME, "1"))).isInstanceOf(BrokerUnavailableException.class);
        eventually("known to be down", () -> !a.broker().status().available());
        assertThat(a.broker().publish(Publications.of(HOME, "2")).toCompletableFuture())
                .isCompletedExceptionally();

        brokers.redis().restart();
        RedisBrokerNodes.awaitUp(a);
        eventually("a reset", () -> here.listener().resets().size() == 1);
        a.publish(HOME, 3);
        eventually(
                "later messages are delivered", () -> here.listener().messages().size() == 3);
    }

    @Test
    void subscribingDuringAnOutageIsUnavailableAndLeavesNoState() {
        brokers.redis().kill();
        ChannelName other = new ChannelName("other");

        assertThatThrownBy(() -> a.subscribe(other)).isInstanceOf(BrokerUnavailableException.class);

        brokers.redis().restart();
        RedisBrokerNodes.awaitUp(a);
        a.listen(other).awaitClean(0);
    }

    @Test
    void changesMissedWhileTheLinkWasDownAreDeliveredAfterwards() {
        TestNode.Listening there = b.listen(HOME);
        long version = 0;

        for (int i = 0; i < 200; i++) {
            if (i % 40 == 0) {
                brokers.redis().command("CLIENT", "KILL", "TYPE", "pubsub");
            }
            version = a.set(HOME, "topic", Integer.toString(i)).version();
        }

        assertThat(version).isEqualTo(200);
        eventually(
                "the last version is known",
                () -> Math.max(
                                there.listener().states().stream()
                                        .mapToLong(s -> s.version())
                                        .max()
                                        .orElse(0),
                                there.listener().refreshes().stream()
                                        .flatMap(r -> r.state().stream())
                                        .mapToLong(s -> s.version())
                                        .max()
                                        .orElse(0))
                        == 200);
        assertThat(there.listener().states()).extracting(s -> s.version()).isSorted();
    }

    @Test
    void garbageInAPubSubChannelHarmsNobody() {
        TestNode.Listening there = b.listen(HOME);

        for (String garbage :
                List.of("", "x", "1", "1 e", "1 e 1 9 9\n{}", "s", "s e 1", "p e 1 JOINED", "t", "\0\0")) {
            brokers.redis().command("PUBLISH", "backplane:{home}", garbage);
        }
        a.publish(HOME, 10);

        there.awaitClean(10);
    }

    private void cutNowAndThen(Publication publication, String type) {
        int number = Integer.parseInt(publication.data().value());
        if (number % FAULT_EVERY == FAULT_EVERY / 2) {
            brokers.redis().command("CLIENT", "KILL", "TYPE", type);
        }
    }

    private static void publishUntilAcknowledged(TestNode node, Publication publication) {
        eventually("an acknowledgement", () -> {
            try {
                answer(node.broker().publish(publication));
                return true;
            } catch (BrokerUnavailableException again) {
                return false;
            }
        });
    }
}
