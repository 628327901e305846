package org.backplane.broker.redis;

import java.util.Map;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Tag;

/** The contract as a user of Redis with the rights that are documented, and no others; each test as a user of its own. */
@Tag("redis-access")
class AclRedisBrokerTest extends RedisBrokerContract {

    AclRedisBrokerTest() {
        super(RedisServer.preferred());
    }

    @Override
    Map<String, String> access(RedisServer redis, String prefix) {
        new AclFile("acl.redis").runOn(redis::command, prefix);
        return Map.of("redis/username", prefix, "redis/password", AclFile.PASSWORD);
    }
}
