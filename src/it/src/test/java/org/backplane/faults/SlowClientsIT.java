package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.RawWebSocket;
import org.junit.jupiter.api.Test;

/** Two hundred clients that never read, on a node with little memory and much traffic. */
@FaultTest
class SlowClientsIT {

    private static final int SLOW = 200;
    private static final int LARGE = 8_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> FLOOD = List.of("flood");

    /** The loud one talks faster than the limits let a person, so that those who never read are slow within seconds. */
    private static final Map<String, String> SETTINGS =
            Map.of("redis.prefix", "small", "connection.rate", "5000", "connection.burst", "10000");

    private final FaultServers servers;
    private final Latencies latencies = new Latencies();

    SlowClientsIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void clientsThatNeverReadAreClosedAndHarmNobody() throws IOException {
        Ledger ledger = new Ledger();
        try (NodeProcess small = servers.node("small", "256m", SETTINGS)) {
            small.start();
            small.awaitReady();
            List<Node> nodes = List.of(small.node());
            try (RecordingClient good = new RecordingClient("good", nodes, ledger, FLOOD)
                            .observed(latencies::came)
                            .start();
                    Talker talker = new Talker("loud", nodes, ledger, FLOOD, Duration.ofMillis(2), LARGE).start()) {
                talker.awaitMore(200);
                latencies.clear();
                talker.awaitMore(300);
                System.out.println("latency without slow clients: " + latencies);
                floods(small, talker);
                talker.finish();
                assertThat(good.awaitClean().resets()).isZero();
                assertThat(good.connections()).isEqualTo(1);
            }
            assertThat(small.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /** Connects those who never read, and waits until the node is rid of them. */
    private void floods(NodeProcess small, Talker talker) throws IOException {
        List<RawWebSocket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(neverReads(small.node()));
            }
            latencies.clear();
            talker.awaitMore(300);
            await("all are closed as slow").atMost(BOUND).until(() -> closedAsSlow(small) >= SLOW);
            System.out.println("latency with " + SLOW + " clients that never read: " + latencies);
            await("nothing of them stays").atMost(BOUND).until(() -> waiting(small) == 0 && connections(small) == 2);
        } finally {
            for (RawWebSocket one : slow) {
                one.close();
            }
        }
    }

    private static RawWebSocket neverReads(Node node) throws IOException {
        RawWebSocket socket = new RawWebSocket(node, Map.of());
        socket.text("{\"type\":\"hello\",\"name\":\"Slow\"}");
        socket.text("{\"type\":\"subscribe\",\"channel\":\"flood\"}");
        return socket;
    }

    private static int waiting(NodeProcess node) {
        return now(node).getInt("queueBytes");
    }

    private static int connections(NodeProcess node) {
        return now(node).getInt("connections");
    }

    private static JsonObject now(NodeProcess node) {
        return node.statusReport().getJsonObject("hub").getJsonObject("now");
    }

    private static int closedAsSlow(NodeProcess node) {
        JsonObject ever = node.statusReport().getJsonObject("hub").getJsonObject("ever");
        return ever.getJsonObject("closed").getInt("too slow", 0);
    }
}
