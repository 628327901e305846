package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisServerTest {

    @ParameterizedTest
    @EnumSource
    void startsEmptyStartsAgainAndEnds(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        RedisServer redis = RedisServer.start(kind);
        try (redis) {
            assertThat(redis.command("SET", "k", "ä")).isEqualTo("OK");
            assertThat(redis.command("GET", "k")).isEqualTo("ä");
            assertThat(redis.command("CONFIG", "GET", "bind")).isEqualTo("[bind, 127.0.0.1]");
            assertThat(redis.command("INFO", "server"))
                    .contains("redis_version:" + (kind == Kind.EMBEDDED ? "6.2" : ""));
            redis.restart();
            assertThat(redis.command("DBSIZE")).isEqualTo("0");
        }
        assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(JedisConnectionException.class);
    }
}
