package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisServerTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

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

    @ParameterizedTest
    @EnumSource
    void persistentOneComesBackWithItsData(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        try (RedisServer redis = RedisServer.startPersistent(kind)) {
            redis.command("SET", "k", "v");

            redis.restart();
            assertThat(redis.command("GET", "k")).isEqualTo("v");

            redis.restartEmpty();
            assertThat(redis.command("DBSIZE")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesFurtherSettings(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        try (RedisServer redis = RedisServer.start(kind, "--maxmemory", "9mb")) {
            assertThat(redis.command("CONFIG", "GET", "maxmemory")).isEqualTo("[maxmemory, 9437184]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stalledOneAnswersWhenItGoesOn(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        try (RedisServer redis = RedisServer.start(kind);
                Jedis impatient = new Jedis("127.0.0.1", redis.port(), 200)) {
            impatient.ping();

            redis.stall();
            assertThatThrownBy(() -> impatient.set("k", "v")).hasRootCauseInstanceOf(SocketTimeoutException.class);

            redis.resume();
            await().atMost(BOUND).until(() -> redis.command("GET", "k"), "v"::equals);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhileItIsStalled(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        RedisServer redis = RedisServer.start(kind);

        redis.stall();
        redis.close();

        assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(JedisConnectionException.class);
    }

    @ParameterizedTest
    @EnumSource
    void cutsClientsAndSubscribersApart(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        try (RedisServer redis = RedisServer.start(kind);
                Jedis client = new Jedis("127.0.0.1", redis.port());
                Connection subscriber = new Connection("127.0.0.1", redis.port())) {
            client.ping();
            subscriber.sendCommand(Protocol.Command.SUBSCRIBE, "c");
            subscriber.getOne();

            redis.cutClients();
            assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
            assertThat(redis.command("PUBSUB", "NUMSUB", "c")).isEqualTo("[c, 1]");

            redis.cutSubscribers();
            assertThatThrownBy(subscriber::getOne).isInstanceOf(JedisConnectionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyBecomesTheRedisItselfWithWhatItHas(Kind kind) {
        assumeTrue(kind.isThereOrRequired());
        try (RedisServer first = RedisServer.startPersistent(kind);
                RedisServer second = RedisServer.startPersistent(kind)) {
            first.command("SET", "k", "v");
            second.replicaOf(first);

            first.kill();
            second.promote();

            assertThat(second.command("GET", "k")).isEqualTo("v");
            assertThat(second.command("SET", "k", "w")).isEqualTo("OK");
        }
    }
}
