package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.Map;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that have different values of {@code publish/key-age} know the keys of each other. */
class RedisKeyAgeTest {

    private static final String META = "backplane:{home}:meta";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("publish/key-age", "PT5M");
    private final TestNode longer = brokers.node("longer");
    private final TestNode shorter = brokers.nodeWith(Map.of("publish/key-age", "PT1M"), "shorter");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void keyOfOneIsKnownToTheOther() {
        Position early = publish(shorter, "early");
        Position first = publish(longer, "first");
        Position second = publish(shorter, "second");

        assertThat(publish(longer, "early")).isEqualTo(early);
        assertThat(publish(shorter, "first")).isEqualTo(first);
        assertThat(publish(longer, "second")).isEqualTo(second);
        assertThat(publish(shorter, "early")).isEqualTo(early);
        assertThat(longer.top(HOME).offset()).isEqualTo(3);
    }

    @Test
    void shorterAgeCountsAgainOnceTheLongerOneIsNotUsed() {
        TestNode shortest = brokers.nodeWith(Map.of("publish/key-age", "PT1S"), "shortest");
        Position first = publish(longer, "first");
        assertThat(keyAge()).startsWith("300000 ");

        String passed = "300000 " + (System.currentTimeMillis() - 1);
        brokers.redis().command("HSET", META, "key-age", passed);

        assertThat(publish(shortest, "first")).isEqualTo(first);
        assertThat(keyAge()).startsWith("1000 ");
        eventually(
                "the first key is forgotten", () -> !publish(shortest, "first").equals(first));
    }

    private String keyAge() {
        return brokers.redis().command("HGET", META, "key-age");
    }

    private static Position publish(TestNode node, String key) {
        return node.publish(Publications.keyed(HOME, "ada", key, "1")).position();
    }
}
