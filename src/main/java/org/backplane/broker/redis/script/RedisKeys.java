package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/** The names of everything that one deployment keeps in Redis; braces put all that is of a channel into one slot. */
public final class RedisKeys {

    private final String prefix;
    private final String pubSubPrefix;
    private final String node;

    /**
     * Names keys under a prefix.
     *
     * @param prefix {@code redis/prefix}
     * @param database the number of the logical database, which pub/sub knows nothing of
     * @param node the id of this node
     */
    public RedisKeys(String prefix, int database, String node) {
        this.prefix = prefix;
        this.pubSubPrefix = database == 0 ? prefix : prefix + ":@" + database;
        this.node = node;
    }

    /** The pub/sub channel that carries a channel: another one in each database, though no two prefixes share one. */
    public byte[] pubSub(ChannelName channel) {
        return bytes(pubSubPrefix + ":{" + channel.value() + "}");
    }

    /** The pattern of all names, as access control lists of Redis have it. */
    public String all() {
        return prefix + ":*";
    }

    /** A key that is never there: no channel is called nothing. */
    public byte[] unused() {
        return bytes(prefix + ":{}:rights");
    }

    /** A key that is never there, of the other form that names have. */
    public byte[] unusedOfNode() {
        return bytes(prefix + ":node:" + node + ":rights");
    }

    /** A pub/sub channel that nobody listens to for longer than it takes to try. */
    public byte[] unheard() {
        return bytes(prefix + ":{}");
    }

    /**
     * A key that is never there, for this node alone.
     *
     * @param tag what says in which slot of a Cluster it is
     */
    byte[] ofProbe(String tag) {
        return bytes(prefix + ":{" + tag + "}:probe:" + node);
    }

    /** The pub/sub channel of this node alone. */
    public byte[] ownPubSub() {
        return bytes(prefix + ":node:" + node);
    }

    /** What says that a channel is there, and of what life. */
    byte[] meta(ChannelName channel) {
        return bytes(prefix + ":{" + channel.value() + "}:meta");
    }

    /** The keys that every script opens a channel by: meta, log, state, both generations of keys, the pub/sub channel. */
    List<byte[]> channel(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "");
    }

    /** {@link #channel} and this node's last batch. */
    List<byte[]> channelAndBatch(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":w:" + node);
    }

    /** A channel's members. */
    byte[] members(ChannelName channel) {
        return keys(channel, ":members").get(0);
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

    /** The hash of what the nodes have for the settings that all share, by lease. */
    byte[] nodeSettings() {
        return bytes(prefix + ":{nodes}:settings");
    }

    /** The set of the channels in which a node has members under a lease; where the leases are. */
    byte[] channelsOf(String lease) {
        return bytes(prefix + ":{nodes}:" + lease + ":channels");
    }

    /** {@link #channel}, its members and its users. */
    List<byte[]> channelAndMembers(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":members", ":users");
    }

    private List<byte[]> keys(ChannelName channel, String... suffixes) {
        String base = prefix + ":{" + channel.value() + "}";
        List<byte[]> keys = new ArrayList<>(suffixes.length);
        for (String suffix : suffixes) {
            keys.add(suffix.isEmpty() ? pubSub(channel) : bytes(base + suffix));
        }
        return keys;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    public static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
