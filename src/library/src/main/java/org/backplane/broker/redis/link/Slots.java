package org.backplane.broker.redis.link;

import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.message.ChannelName;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Computes the slot of a key in a Redis Cluster. */
public final class Slots {

    /** The number of slots. */
    public static final int COUNT = 16_384;

    private Slots() {}

    /** The slot of all keys of a channel: they have its name in braces, and names contain no braces. */
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
