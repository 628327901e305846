package org.backplane.broker.redis.script;

import java.nio.charset.StandardCharsets;

/** The commands of Redis that calls use, under the names that Redis has for them. */
public enum RedisCommand {
    CLUSTER,
    EVALSHA,
    HDEL,
    HKEYS,
    HLEN,
    INFO,
    PEXPIRE,
    PING,
    PUBLISH,
    SMEMBERS,
    SPUBLISH,
    SRANDMEMBER,
    SREM,
    TIME,
    UNLINK,
    ZREM;

    /** The name as an argument of a script. */
    byte[] nameBytes() {
        return name().getBytes(StandardCharsets.UTF_8);
    }
}
