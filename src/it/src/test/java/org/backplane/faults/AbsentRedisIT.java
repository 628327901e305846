package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.util.Map;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.junit.jupiter.api.Test;

/** A node that starts without its Redis. */
@FaultTest
class AbsentRedisIT {

    private static final Map<String, String> MESSAGE =
            Map.of("channel", "absent", "name", "chat", "data", "x", "key", "k");

    private final FaultServers servers;

    AbsentRedisIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void startsAliveAndNotReadyAnswersUnavailableAndComesGoodByItself() {
        NodeProcess node = servers.b();
        node.kill();
        node.network().refuse();

        node.start();
        node.awaitLive();

        node.awaitStatus("api/health/ready", 503);
        try (ImpatientClient ada = new ImpatientClient(node.node())) {
            JsonObject refused = ada.ask("publish", MESSAGE);
            assertThat(refused.getString("code", "")).as("%s", refused).isEqualTo("unavailable");
            assertThat(refused.getBoolean("retry")).isTrue();

            node.network().heal();

            node.awaitReady();
            await().atMost(Wire.BOUND)
                    .until(() -> ada.ask("publish", MESSAGE).getString("type").equals("published"));
        }
        try (WireClient bob = WireClient.hello(node.node(), "Bob")) {
            bob.subscribe("absent");
            bob.publish("absent", "y");
            assertThat(bob.received().await("message", "absent").getString("data"))
                    .isEqualTo("y");
        }
    }
}
