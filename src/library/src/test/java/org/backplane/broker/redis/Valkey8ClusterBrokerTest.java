package org.backplane.broker.redis;

import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.Tag;

/** The contract over a Cluster of Valkey 8. */
@Tag("redis-version")
class Valkey8ClusterBrokerTest extends RedisClusterBrokerTest {

    @Override
    Kind kind() {
        return Kind.VALKEY_8;
    }
}
