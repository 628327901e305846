package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.backplane.server.ForegroundServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broken link to Redis, or a broken Redis, costs those who talk: nothing, or they are told. */
@FaultTest
class RedisFaultsIT {

    private static final Pattern SUBSCRIBER = Pattern.compile("id=\\d+");

    private final FaultServers servers;
    private final Conversation conversation;

    RedisFaultsIT(FaultServers servers) {
        this.servers = servers;
        this.conversation = new Conversation(servers);
    }

    @AfterEach
    void end() {
        conversation.close();
    }

    @Test
    void cutCommandsCostNothing() {
        for (int cut = 0; cut < 3; cut++) {
            servers.redis().cutClients();
            conversation.goesOn();
        }
        assertNoMessageWasAffected();
    }

    @Test
    void cutSubscriptionsCostNothing() {
        for (int cut = 0; cut < 3; cut++) {
            servers.redis().cutSubscribers();
            conversation.goesOn();
        }
        assertNoMessageWasAffected();
    }

    @Test
    void cutNetworkCostsNothing() {
        for (NodeProcess node : servers.processes()) {
            node.network().cut();
            conversation.goesOn();
        }
        assertNoMessageWasAffected();
    }

    @Test
    void blackHoleCostsNothing() {
        try (ImpatientClient ada = new ImpatientClient(servers.a().node())) {
            servers.a().network().blackHole();
            JsonObject answer = ada.ask("publish", Map.of("channel", "hole", "name", "chat", "data", "x"));
            assertThat(answer.getString("code", "")).as("%s", answer).isEqualTo("unavailable");
        }
        conversation.talkers().get(1).awaitMore(50);
        FaultServers.lasts(Duration.ofSeconds(6));
        servers.a().network().heal();
        conversation.goesOn();
        assertNoMessageWasAffected();
    }

    @Test
    void slowLinkCostsNothing() {
        servers.processes().forEach(node -> node.network().slow(30_000));
        FaultServers.lasts(Duration.ofSeconds(3));
        servers.processes().forEach(node -> node.network().heal());
        conversation.goesOn();
        assertNoMessageWasAffected();
    }

    @Test
    void stalledRedisIsUnavailableWithinTwoSecondsAndCostsNothing() {
        try (WireClient ada = WireClient.hello(servers.a().node(), "Ada")) {
            Map<String, String> message =
                    Map.of("channel", conversation.channels().get(0), "name", "chat", "data", "late", "key", "ada#1");
            servers.redis().stall();
            long start = System.nanoTime();
            JsonObject answer = ada.ask("publish", message);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(answer.getString("code", "")).as("%s", answer).isEqualTo("unavailable");
            assertThat(answer.getBoolean("retry")).isTrue();
            // The promise is 2 s; the rest is for a busy machine. Redis stands still meanwhile.
            assertThat(took).isLessThan(Duration.ofSeconds(8));
            FaultServers.lasts(Duration.ofSeconds(5).minus(took));
            servers.redis().resume();
            await().atMost(Wire.BOUND)
                    .until(() -> ada.ask("publish", message).getString("type").equals("published"));
            assertThat(ada.connection().isOpen()).isTrue();
        }
        conversation.goesOn();
        assertNoMessageWasAffected();
    }

    /** Longer than the lease of a node. */
    @Test
    void longStallOfRedisCostsNothing() {
        servers.redis().stall();
        FaultServers.lasts(Duration.ofSeconds(15));
        servers.redis().resume();
        conversation.goesOn();
        assertNoMessageWasAffected();
    }

    @Test
    void redisThatComesBackWithItsDataResetsNobody() {
        servers.redis().restart();
        conversation.goesOn();
        assertNoMessageWasAffected();
    }

    @Test
    void clientsAreResetWhenRedisComesBackEmpty() {
        servers.redis().restartEmpty();
        conversation.goesOn();
        Verdict verdict = conversation.endsClean();
        assertThat(verdict.resets()).isPositive();
        assertThat(conversation.reconnections()).isZero();
    }

    @Test
    void subscriberThatRedisDropsForItsOutputBufferMissesNothing() {
        Talker loud = new Talker(
                "loud",
                List.of(servers.a().node()),
                conversation.ledger(),
                conversation.channels(),
                Talker.PACE,
                20_000);
        servers.redis().command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 65536 0 0");
        try (loud) {
            List<String> before = subscribers();
            servers.b().network().slow(50_000);
            loud.start();
            await().atMost(ForegroundServer.BOUND).until(() -> !subscribers().containsAll(before));
            servers.b().network().heal();
            loud.finish();
        } finally {
            servers.redis().command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 33554432 8388608 60");
        }
        conversation.goesOn();
        // A client may be told to come back and fetch the flood that it missed: it is more than may wait for it.
        assertThat(conversation.endsClean().resets()).isZero();
    }

    private List<String> subscribers() {
        return SUBSCRIBER
                .matcher(servers.redis().command("CLIENT", "LIST", "TYPE", "pubsub"))
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** Nothing lost, doubled or out of order, nobody reset, every connection still the first one. */
    private void assertNoMessageWasAffected() {
        Verdict verdict = conversation.endsClean();
        assertThat(verdict.resets()).as("resets").isZero();
        assertThat(conversation.reconnections()).as("reconnections").isZero();
    }
}
