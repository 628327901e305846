package org.backplane.broker.redis;

import java.util.Map;
import org.backplane.test.RedisShards;
import org.junit.jupiter.api.Tag;

/** The contract over a Redis Cluster as a user with exactly the documented rights. */
@Tag("redis-access")
class AclShardedRedisBrokerTest extends ShardedRedisBrokerTest {

    @Override
    Map<String, String> access(RedisShards redis, String prefix) {
        for (int i = 0; i < 3; i++) {
            new AclFile("cluster-acl.redis").runOn(redis.server(i)::command, prefix);
        }
        return Map.of("redis/username", prefix, "redis/password", AclFile.PASSWORD);
    }
}
