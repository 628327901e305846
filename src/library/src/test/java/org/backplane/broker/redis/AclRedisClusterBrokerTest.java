package org.backplane.broker.redis;

import java.util.Map;
import org.backplane.test.RedisCluster;
import org.junit.jupiter.api.Tag;

/** The contract over a Redis Cluster as a user with exactly the documented rights. */
@Tag("redis-access")
class AclRedisClusterBrokerTest extends RedisClusterBrokerTest {

    @Override
    Map<String, String> access(RedisCluster redis, String prefix) {
        for (int i = 0; i < 3; i++) {
            new AclFile("cluster-acl.redis").runOn(redis.server(i)::command, prefix);
        }
        return Map.of("redis/username", prefix, "redis/password", AclFile.PASSWORD);
    }
}
