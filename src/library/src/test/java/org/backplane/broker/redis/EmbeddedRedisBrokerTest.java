package org.backplane.broker.redis;

import org.backplane.test.RedisServer.Kind;

class EmbeddedRedisBrokerTest extends RedisBrokerContract {

    EmbeddedRedisBrokerTest() {
        super(Kind.EMBEDDED);
    }
}
