package org.backplane.broker.redis;

import org.backplane.test.RedisServer.Kind;

class SystemRedisBrokerTest extends RedisBrokerContract {

    SystemRedisBrokerTest() {
        super(Kind.SYSTEM);
    }
}
