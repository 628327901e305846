package org.backplane.broker.redis;

import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.Tag;

/** The contract over Redis 8. */
@Tag("redis-version")
class Redis8BrokerTest extends RedisBrokerContract {

    Redis8BrokerTest() {
        super(Kind.REDIS_8);
    }
}
