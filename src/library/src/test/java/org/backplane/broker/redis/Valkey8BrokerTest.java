package org.backplane.broker.redis;

import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.Tag;

/** The contract over Valkey 8. */
@Tag("redis-version")
class Valkey8BrokerTest extends RedisBrokerContract {

    Valkey8BrokerTest() {
        super(Kind.VALKEY_8);
    }
}
