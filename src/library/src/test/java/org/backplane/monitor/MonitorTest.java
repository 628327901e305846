package org.backplane.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerHealth;
import org.backplane.broker.LiveNode;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.security.Authorizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorTest {

    private final Configuration configuration =
            Configuration.of(Map.of("node/background", "sunset", "redis/password", "s3cret"));
    private final NodeIdentity node = NodeIdentity.random("a");
    private final Broker broker =
            new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), Thread::new);
    private final Hub hub = new Hub(configuration, new HubContext(node, broker, Authorizer.ALL_TO_ALL, Thread::new));

    @AfterEach
    void close() {
        hub.close();
        broker.close();
    }

    private Monitor startedBefore(Duration time) {
        return new Monitor(configuration, broker, hub, System.nanoTime() - time.toNanos());
    }

    @Test
    void statusContainsNodeBrokerAndHub() {
        NodeStatus status = startedBefore(Duration.ofMinutes(3)).status();
        assertThat(status.node().id()).isEqualTo(node.id());
        assertThat(status.node().name()).isEqualTo("a");
        assertThat(status.node().background()).hasValue("sunset");
        assertThat(status.node().uptime()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
        assertThat(status.broker().broker()).isEqualTo("memory");
        assertThat(status.hub().now().connections()).isZero();
        assertThat(status.nodes()).containsExactly(new LiveNode(node.id(), Optional.of("a"), Optional.empty()));
    }

    @Test
    void versionIsThatOfTheProject() {
        assertThat(startedBefore(Duration.ZERO).status().node().version()).matches("[0-9]+\\..*");
    }

    @Test
    void secretsAreMasked() {
        assertThat(startedBefore(Duration.ZERO).status().settings())
                .contains(new Configuration.Entry("redis/password", "***", "given"))
                .noneMatch(entry -> entry.value().contains("s3cret"));
    }

    @Test
    void nodeIsReadyWhileItsBrokerIs() {
        Monitor monitor = startedBefore(Duration.ZERO);
        assertThat(monitor.health()).isEqualTo(new Health("memory", Duration.ZERO, true));
        broker.close();
        assertThat(monitor.health()).isEqualTo(new Health("memory", BrokerHealth.FOREVER, true));
        assertThat(monitor.health().isReady()).isFalse();
    }

    @Test
    void drainingNodeIsNotReady() {
        Monitor monitor = startedBefore(Duration.ZERO);
        assertThat(monitor.health().isReady()).isTrue();
        hub.drain();
        assertThat(monitor.health()).isEqualTo(new Health("memory", Duration.ZERO, false));
        assertThat(monitor.health().isReady()).isFalse();
    }
}
