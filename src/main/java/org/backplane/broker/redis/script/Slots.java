package org.backplane.broker.redis.script;

import org.backplane.message.ChannelName;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The slots of a Redis Cluster: which one a key is in. */
public final class Slots {

    public static final int COUNT = 16_384;

    private Slots() {}

    /** All keys of a channel have its name in braces, and names have no braces. */
    public static int of(ChannelName channel) {
        return JedisClusterCRC16.getSlot(RedisKeys.bytes(channel.value()));
    }

    public static int of(byte[] key) {
        return JedisClusterCRC16.getSlot(key);
    }

    public static int of(Call call) {
        return of(call.key());
    }
}
