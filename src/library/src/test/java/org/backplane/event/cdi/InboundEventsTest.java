package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.event.Channel;
import org.backplane.event.Inbound;
import org.backplane.event.LogCapture;
import org.backplane.event.Outbound;
import org.backplane.event.Publisher;
import org.backplane.event.Shop;
import org.backplane.event.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.Message;
import org.backplane.message.Sender;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboundEventsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final UserId ADA = new UserId("ada");

    private final MemoryStore store = TestNode.store();
    private final TestNode here = TestNode.on(store, Shop.class);
    private final TestNode there = TestNode.on(store, Shop.class);
    private final Shop shopHere = here.shop();
    private final Shop shopThere = there.shop();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void messageReachesObserversOnEveryNode() {
        shopHere.orders().publish("placed", List.of(1));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(shopHere.seen()).containsExactly("placed [1]");
            assertThat(shopThere.seen()).containsExactly("placed [1]");
        });
    }

    @Test
    void messageHasTheFieldsOfThePush() throws Exception {
        var position = TestNode.get(shopHere.orders().publish("placed", "x", "key-1"));

        await().atMost(SOON).until(() -> shopThere.messages().size() == 1);
        assertThat(shopThere.messages().get(0)).satisfies(message -> {
            assertThat(message.channel()).isEqualTo(ORDERS);
            assertThat(message.position()).isEqualTo(position);
            assertThat(message.key()).isEqualTo("key-1");
            assertThat(message.from()).isEqualTo(Sender.APPLICATION);
        });
    }

    @Test
    void transientMessageReachesObserversToo() {
        shopHere.orders().publishTransient("typing", null);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shopThere.messages()).singleElement().satisfies(message -> {
                            assertThat(message.name()).isEqualTo("typing");
                            assertThat(message.position().isNone()).isTrue();
                        }));
    }

    @Test
    void failureOfAnObserverIsLoggedAndAffectsNoOther() {
        try (LogCapture log = LogCapture.of(ChannelObservers.class)) {
            shopHere.events()
                    .select(Outbound.Literal.of("one"), Channel.Literal.of("broken"))
                    .fire("x");

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(shopThere.seen()).containsExactly("one \"x\"");
                assertThat(log.errors()).hasSize(2);
            });
            assertThat(log.errors()).allMatch(line -> line.startsWith("An observer of the channel \"broken\" failed"));
        }
    }

    @Test
    void joinsAndLeavesReachObserversOnEveryNode() throws Exception {
        TestNode.get(here.broker.join(ORDERS, presence()));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(shopHere.members()).containsExactly("+ada");
            assertThat(shopThere.members()).containsExactly("+ada");
        });

        TestNode.get(here.broker.leave(ORDERS, ADA));
        await().atMost(SOON).untilAsserted(() -> assertThat(shopThere.members()).containsExactly("+ada", "-ada"));
    }

    @Test
    void observerMayWaitForStageItself() {
        try (TestNode node = TestNode.on(store, Echo.class)) {
            Echo echo = node.bean(Echo.class);

            await().atMost(SOON).until(() -> {
                echo.ping();
                return shopHere.seen().contains("pong null");
            });
        }
    }

    /** The hub itself stays subscribed for five seconds after the last subscriber. */
    @Test
    void stoppedApplicationIsUnsubscribed() {
        assertThat(here.channels()).isEqualTo(2);

        here.endApplication();

        await().atMost(Duration.ofSeconds(15)).until(() -> here.channels() == 0);
    }

    @Test
    void observerThatOutlivesItsApplicationIsNotLoggedAsFaulty() {
        try (LogCapture log = LogCapture.of(ChannelObservers.class)) {
            endWhileAnObserverRuns();

            assertThat(log.errors()).isEmpty();
        }
    }

    private void endWhileAnObserverRuns() {
        try (TestNode node = TestNode.on(store, Slow.class)) {
            Slow slow = node.bean(Slow.class);
            CompletableFuture<Void> mayEnd = slow.mayEnd();
            CompletableFuture<Thread> running = slow.running();
            await().atMost(SOON).until(() -> {
                slow.publish();
                return running.isDone();
            });

            node.endApplication();
            mayEnd.complete(null);
        }
    }

    /** Runs until the test lets it end, and fails then as code does whose application has ended. */
    @ApplicationScoped
    static class Slow {
        private final CompletableFuture<Thread> running = new CompletableFuture<>();
        private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();

        @Inject
        @Channel("slow")
        private Publisher publisher;

        void publish() {
            publisher.publish("go", null);
        }

        CompletableFuture<Thread> running() {
            return running;
        }

        CompletableFuture<Void> mayEnd() {
            return mayEnd;
        }

        void on(@ObservesAsync @Inbound @Channel("slow") Message message) throws Exception {
            running.complete(Thread.currentThread());
            mayEnd.get(30, TimeUnit.SECONDS);
            throw new IllegalStateException("the application has ended");
        }
    }

    /** Answers. */
    @ApplicationScoped
    static class Echo {
        @Inject
        @Channel("orders")
        private Publisher orders;

        void ping() {
            orders.publish("ping", null);
        }

        void on(@ObservesAsync @Inbound @Channel("orders") Message message) throws Exception {
            if (message.name().equals("ping")) {
                TestNode.get(orders.publish("pong", null));
            }
        }
    }

    private org.backplane.broker.Presence presence() {
        return new org.backplane.broker.Presence(here.identity.id(), "here", ADA, new DisplayName("Ada"), true, 1);
    }
}
