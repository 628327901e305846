package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.FIRST;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerFigures.Link;
import org.backplane.broker.TestNode;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that the status of a Redis Cluster combines the status of all its masters. */
@Timeout(120)
class RedisClusterStatusTest {

    private static final List<String> LINKS = List.of("commands", "subscriptions", "reads");

    private RedisClusterBrokerNodes brokers;
    private TestNode a;

    @BeforeEach
    void start() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        brokers = new RedisClusterBrokerNodes(1);
        a = brokers.node("a");
    }

    @AfterEach
    void end() {
        if (brokers != null) {
            brokers.close();
        }
    }

    private Map<String, String> details() {
        return a.broker().status().details();
    }

    private long figure(String name) {
        return Long.parseLong(details().get(name));
    }

    private long countedCommandRestarts() {
        return a.broker().figures().links().stream()
                .filter(link -> link.name().equals("commands"))
                .mapToLong(Link::restarts)
                .sum();
    }

    @Test
    void statusOfAClusterHasAllFieldsOfASingleServer() {
        a.listen(FIRST);
        try (RedisBrokerNodes single = new RedisBrokerNodes()) {
            assertThat(details().keySet())
                    .containsAll(single.node("b").broker().status().details().keySet());
        }
        eventually("probes came back", () -> figure("probeMicros") > 0 && figure("slowestProbeMicros") > 0);
        assertThat(details())
                .containsEntry("server", brokers.redis().address())
                .containsEntry("cluster", "up")
                .containsEntry("channels", "1")
                .containsEntry("restarts", "0")
                .containsEntry("queuedBytes", "0");
        assertThat(LINKS).allSatisfy(link -> assertThat(details()).containsEntry(link, "up"));
        for (int i = 0; i < 3; i++) {
            assertThat(details())
                    .containsEntry(
                            "server " + brokers.redis().server(i).address(), "commands up, subscriptions up, reads up");
        }
    }

    @Test
    void linkIsDownIfItIsToOneMaster() {
        RedisServer stalled = brokers.redis().server(2);
        stalled.stall();
        try {
            eventually("the link is down", () -> "down".equals(details().get("commands")));
            assertThat(details().get("server " + stalled.address())).startsWith("commands down");
            assertThat(details().get("server " + brokers.redis().server(1).address()))
                    .startsWith("commands up");
        } finally {
            stalled.resume();
        }
        eventually("the link is up", () -> "up".equals(details().get("commands")));
    }

    @Test
    void masterThatTakesNoWritesIsNamedThoughItsLinksAreUp() {
        RedisServer refusing = brokers.redis().server(1);
        refusing.command("CONFIG", "SET", "min-replicas-to-write", "3");

        eventually("the public status has it", () -> a.broker().status().problem().stream()
                .anyMatch(problem -> problem.startsWith("NOREPLICAS ")));
        assertThat(a.broker().status().available()).isFalse();
        assertThat(details())
                .containsEntry("writes", "refused")
                .containsEntry(
                        "server " + refusing.address(), "commands up, subscriptions up, reads up, writes refused")
                .containsEntry(
                        "server " + brokers.redis().server(2).address(), "commands up, subscriptions up, reads up");
        eventually("the outage lasts", () -> !a.broker().outage().isZero());

        refusing.command("CONFIG", "SET", "min-replicas-to-write", "0");

        eventually(
                "all is well",
                () -> a.broker().status().available() && a.broker().outage().isZero());
        assertThat(a.broker().status().problem()).isEmpty();
    }

    @Test
    void countersGoOnWhenAMasterIsOneNoMore() {
        RedisServer old = brokers.redis().server(0);
        a.publish(FIRST, 1);
        old.cutClients();
        eventually("its links are reconnected", () -> figure("commandRestarts") > 0);
        long restarts = figure("commandRestarts");

        brokers.redis().failOver(brokers.redis().server(3));
        eventually("it is no master", () -> !details().containsKey("server " + old.address()));
        eventually("all is well", () -> a.broker().status().available());

        eventually("nothing is forgotten", () -> figure("commandRestarts") >= restarts);
        assertThat(countedCommandRestarts()).isGreaterThanOrEqualTo(restarts);
    }
}
