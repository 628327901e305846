package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.RedisBroker;
import org.backplane.broker.redis.RedisBrokerNodes;
import org.backplane.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that nodes on one Redis report settings that differ between them. */
class SettingsComparisonTest {

    private static final String LIVE = "backplane:{nodes}:live";
    private static final String NAMES = "backplane:{nodes}:names";
    private static final String SETTINGS = "backplane:{nodes}:settings";
    private static final String FOREVER = "99999999999999";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT1S");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(SettingsComparison.class.getName());
    private final Handler recorder = new Recorder();

    @BeforeEach
    void record() {
        logger.addHandler(recorder);
    }

    @AfterEach
    void end() {
        logger.removeHandler(recorder);
        brokers.close();
    }

    private static String differences(TestNode node) {
        return node.broker().status().details().getOrDefault("settings", "");
    }

    @Test
    void differenceIsLoggedOnceByEachNodeAndShownWhileItLasts() {
        TestNode a = brokers.node("a");
        TestNode b = brokers.nodeWith(Map.of("publish/key-age", "PT1M"), "b");

        eventually("a shows it", () -> differences(a).equals("publish/key-age is PT1M on node b"));
        eventually("b shows it", () -> differences(b).equals("publish/key-age is PT5M on node a"));
        TestNode c = brokers.nodeWith(Map.of("history/size", "7", "publish/key-age", "1m"), "c");
        eventually("c is compared too", () -> differences(a).contains("history/size is 7 on node c"));
        assertThat(lines)
                .filteredOn(line -> line.endsWith("on this node \"a\": nodes that share a Redis need the same value."
                        + " If they do not belong together, give one application another redis/prefix."))
                .extracting(line -> line.replaceAll(": nodes.*", ""))
                .containsExactly(
                        "The setting publish/key-age is \"PT1M\" on node \"b\", but PT5M on this node \"a\"",
                        "The setting history/size is \"7\" on node \"c\", but 1000 on this node \"a\"");

        b.broker().close();
        c.broker().close();
        eventually("a shows nothing", () -> differences(a).isEmpty());
        assertThat(brokers.redis().command("HLEN", SETTINGS)).isEqualTo("1");
    }

    @Test
    void equalValuesInDifferentNotationAreNoDifference() {
        TestNode a = brokers.node("a");
        brokers.nodeWith(Map.of("publish/key-age", "5m", "access/rules", "all to  all\n in *"), "b");
        brokers.nodeWith(Map.of("state/keys", "7"), "c");

        eventually("a shows c's", () -> differences(a).equals("state/keys is 7 on node c"));
        eventually(
                "all three are known",
                () -> brokers.redis().command("HLEN", SETTINGS).equals("3"));
        assertThat(lines).noneMatch(line -> line.contains("key-age") || line.contains("rules"));
    }

    @Test
    void otherApplicationOnTheSameRedisIsReported() {
        Configuration configuration =
                Configuration.of(Map.of("redis/host", brokers.redis().address(), "presence/lease", "PT1S"));
        try (RedisBroker shop = new RedisBroker(configuration, NodeIdentity.random("a", "/shop"), Thread::new);
                RedisBroker test =
                        new RedisBroker(configuration, NodeIdentity.random("b", "/shop-test"), Thread::new)) {
            eventually("it is shown", () -> "application is /shop-test on node b"
                    .equals(shop.status().details().get("settings")));
            eventually("and by the other one", () -> test.status().details().containsKey("settings"));
        }
        assertThat(lines)
                .contains(
                        "Node \"b\" is of the application \"/shop-test\", this node \"a\" of /shop, and they hear each"
                                + " other: both use the same Redis with redis/prefix backplane. If they do not belong together,"
                                + " give one application another redis/prefix.");
    }

    @Test
    void unknownSettingsAndForeignTextAreNoDifference() {
        brokers.redis().command("ZADD", LIVE, FOREVER, "older", FOREVER, "newer", FOREVER, "foreign", FOREVER, "named");
        brokers.redis().command("HSET", SETTINGS, "newer", "no/such-setting=1", "foreign", "\u00e9\n=\nhistory/size");
        brokers.redis().command("HSET", SETTINGS, "named", "history/size=7", "dead", "history/age=PT1S");
        brokers.redis().command("HSET", NAMES, "named", "n\nn");
        TestNode a = brokers.node("a");

        eventually("what can be read is shown", () -> differences(a).equals("history/size is 7 on node \"n\\nn\""));
        assertThat(lines).hasSize(1);
        assertThat(brokers.redis().command("HEXISTS", SETTINGS, "dead")).isEqualTo("0");
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
