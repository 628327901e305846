package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backplane.broker.LiveNode;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the status of the links to Redis and of the nodes that share it. */
class RedisStatusTest {

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT4S");
    private final TestNode a = brokers.node("a");

    @AfterEach
    void end() {
        brokers.close();
    }

    private static Map<String, String> details(TestNode node) {
        return node.broker().status().details();
    }

    private static List<String> namesSeenBy(TestNode node) {
        return node.broker().nodes().stream().map(n -> n.name().orElse("?")).toList();
    }

    @Test
    void nodesAreKnownByNameWithWhatIsLeftOfTheirLeases() {
        TestNode b = brokers.node("b");
        eventually("a sees both", () -> namesSeenBy(a).equals(List.of("a", "b")));

        List<LiveNode> nodes = a.broker().nodes();
        assertThat(nodes)
                .extracting(LiveNode::id)
                .containsExactly(a.identity().id(), b.identity().id());
        assertThat(nodes).allSatisfy(node -> assertThat(node.lease())
                .hasValueSatisfying(lease -> assertThat(lease).isBetween(Duration.ZERO, Duration.ofSeconds(4))));
    }

    @Test
    void closedNodeIsRemovedAtOnceWithItsName() {
        TestNode b = brokers.node("b");
        eventually("a sees both", () -> namesSeenBy(a).equals(List.of("a", "b")));

        b.broker().close();

        eventually("a is alone", () -> namesSeenBy(a).equals(List.of("a")));
        assertThat(brokers.redis().command("HLEN", "backplane:{nodes}:names")).isEqualTo("1");
    }

    @Test
    void nodeThatDiedIsGoneWithItsName() {
        brokers.redis().command("HSET", "backplane:{nodes}:names", "dead", "Dead");
        brokers.redis().command("ZADD", "backplane:{nodes}:live", "1", "dead");

        eventually("a is alone", () -> namesSeenBy(a).equals(List.of("a")));
        eventually(
                "no name is left",
                () -> brokers.redis().command("HLEN", "backplane:{nodes}:names").equals("1"));
    }

    @Test
    void nodeWithoutANameIsShownByItsId() {
        eventually("a is there", () -> namesSeenBy(a).equals(List.of("a")));
        brokers.redis().command("ZADD", "backplane:{nodes}:live", "99999999999999", "older");

        eventually("both are seen", () -> a.broker().nodes().stream()
                .map(LiveNode::id)
                .toList()
                .equals(List.of("older", a.identity().id())));
        assertThat(a.broker().nodes().get(0).name()).isEmpty();
    }

    @Test
    void probesTellHowFarRedisIs() {
        eventually("a probe came back", () -> Long.parseLong(details(a).get("probeMicros")) > 0);
        assertThat(Long.parseLong(details(a).get("slowestProbeMicros")))
                .isGreaterThanOrEqualTo(Long.parseLong(details(a).get("probeMicros")));
    }

    @Test
    void statusHasStateAndReconnectsOfEachLink() {
        a.listen(HOME);
        a.publish(Publications.of(HOME, "1"));
        eventually("a knows the nodes", () -> !a.broker().nodes().isEmpty());
        assertThat(details(a))
                .containsEntry("commands", "up")
                .containsEntry("subscriptions", "up")
                .containsEntry("reads", "up")
                .containsEntry("commandRestarts", "0")
                .containsEntry("readRestarts", "0")
                .containsEntry("restarts", "0");

        brokers.redis().kill();
        eventually(
                "no link is up, and no node is known",
                () -> a.broker().nodes().isEmpty()
                        && List.of("commands", "subscriptions", "reads").stream()
                                .allMatch(link -> "down".equals(details(a).get(link))));

        brokers.redis().restart();
        eventually(
                "all links are up, and the nodes are known",
                () -> !a.broker().nodes().isEmpty()
                        && List.of("commands", "subscriptions", "reads").stream()
                                .allMatch(link -> "up".equals(details(a).get(link))));
        assertThat(List.of("commandRestarts", "readRestarts", "restarts"))
                .allSatisfy(restarts -> assertThat(details(a).get(restarts)).isNotEqualTo("0"));
    }
}
