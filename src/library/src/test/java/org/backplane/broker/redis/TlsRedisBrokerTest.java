package org.backplane.broker.redis;

import java.util.Map;
import java.util.Optional;
import org.backplane.test.Authority;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract over TLS, with a private authority. */
@Tag("redis-access")
class TlsRedisBrokerTest extends RedisBrokerContract {

    private final Authority authority = new Authority();
    private Optional<TlsRedis> tls = Optional.empty();

    TlsRedisBrokerTest() {
        super(Kind.SYSTEM);
    }

    @Override
    RedisServer startRedis(Kind of) {
        TlsRedis started = new TlsRedis(authority, authority.issue("redis", "ip:127.0.0.1"));
        started.trust(authority.trustStore());
        tls = Optional.of(started);
        return started.server();
    }

    @AfterAll
    void endTls() {
        tls.ifPresent(TlsRedis::close);
        authority.close();
    }

    @Override
    Map<String, String> access(RedisServer to, String prefix) {
        return Map.of("redis/host", tls.orElseThrow().address());
    }
}
