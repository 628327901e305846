package org.backplane.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/** The names of everything that one deployment keeps in Redis; braces put all that is of a channel into one slot. */
final class RedisKeys {

    private final String prefix;
    private final String node;

    /**
     * Names keys under a prefix.
     *
     * @param prefix {@code redis/prefix}
     * @param node the id of this node
     */
    RedisKeys(String prefix, String node) {
        this.prefix = prefix;
        this.node = node;
    }

    /** The pub/sub channel that carries a channel. */
    byte[] pubSub(ChannelName channel) {
        return bytes(prefix + ":{" + channel.value() + "}");
    }

    /** The pub/sub channel of this node alone. */
    byte[] ownPubSub() {
        return bytes(prefix + ":node:" + node);
    }

    /** The keys that every script opens a channel by: meta, log, state, both generations of keys, the pub/sub channel. */
    List<byte[]> channel(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "");
    }

    /** {@link #channel} and this node's last batch. */
    List<byte[]> channelAndBatch(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":w:" + node);
    }

    /** {@link #channel}, its members, its users and this node's last batch. */
    List<byte[]> channelAndPresence(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":members", ":users", ":w:" + node);
    }

    /** The nodes that are alive, and those that are dead and not yet cleaned up after: sorted sets of leases. */
    List<byte[]> liveAndDead() {
        return List.of(bytes(prefix + ":{nodes}:live"), bytes(prefix + ":{nodes}:dead"));
    }

    /** The hash of what the nodes are called, by lease. */
    byte[] nodeNames() {
        return bytes(prefix + ":{nodes}:names");
    }

    /** The set of the channels in which a node has members under a lease. */
    byte[] channelsOf(String lease) {
        return bytes(prefix + ":node:" + lease + ":channels");
    }

    /** {@link #channel}, its members and its users. */
    List<byte[]> channelAndMembers(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":members", ":users");
    }

    private List<byte[]> keys(ChannelName channel, String... suffixes) {
        String base = prefix + ":{" + channel.value() + "}";
        List<byte[]> keys = new ArrayList<>(suffixes.length);
        for (String suffix : suffixes) {
            keys.add(bytes(base + suffix));
        }
        return keys;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
