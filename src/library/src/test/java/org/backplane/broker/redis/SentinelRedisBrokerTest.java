package org.backplane.broker.redis;

import java.util.Map;
import java.util.Optional;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract over a master that sentinels know. */
@Tag("redis-access")
class SentinelRedisBrokerTest extends RedisBrokerContract {

    private Optional<SentinelGroup> group = Optional.empty();

    SentinelRedisBrokerTest() {
        super(RedisServer.preferred());
    }

    @Override
    RedisServer startRedis(Kind kind) {
        SentinelGroup started = new SentinelGroup(kind);
        group = Optional.of(started);
        return started.master();
    }

    @AfterAll
    void endGroup() {
        group.ifPresent(SentinelGroup::close);
    }

    @Override
    Map<String, String> access(RedisServer to, String prefix) {
        return Map.of("redis/host", group.orElseThrow().address());
    }
}
