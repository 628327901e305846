package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/**
 * The names of all keys and pub/sub channels of one deployment. Braces put all keys of a channel into one slot of a
 * Redis Cluster.
 */
public final class RedisKeys {

    private final String prefix;
    private final String pubSubPrefix;
    private final String node;

    /**
     * Creates the names under a prefix.
     *
     * @param prefix {@code redis/prefix}
     * @param database the number of the logical database; part of pub/sub names, because pub/sub ignores databases
     * @param node the id of this node
     */
    public RedisKeys(String prefix, int database, String node) {
        this.prefix = prefix;
        this.pubSubPrefix = database == 0 ? prefix : prefix + ":@" + database;
        this.node = node;
    }

    /** The pub/sub channel of a channel; a different one in each database and for each prefix. */
    public byte[] pubSub(ChannelName channel) {
        return bytes(pubSubPrefix + ":{" + channel.value() + "}");
    }

    /** The pattern of all names, as in access control lists of Redis. */
    public String all() {
        return prefix + ":*";
    }

    /** A key that is never set, because no channel has an empty name. */
    public byte[] unused() {
        return bytes(prefix + ":{}:rights");
    }

    /** A key that is never set, with the form of a node's keys. */
    public byte[] unusedOfNode() {
        return bytes(prefix + ":node:" + node + ":rights");
    }

    /** A pub/sub channel that is used only to check permissions. */
    public byte[] unheard() {
        return bytes(prefix + ":{}");
    }

    /**
     * A key that is never set, for this node alone.
     *
     * @param tag the hash tag that determines the slot in a Redis Cluster
     */
    byte[] probe(String tag) {
        return bytes(prefix + ":{" + tag + "}:probe:" + node);
    }

    /** The pub/sub channel of this node alone. */
    public byte[] ownPubSub() {
        return bytes(prefix + ":node:" + node);
    }

    /** The metadata of a channel: its existence and its epoch. */
    byte[] meta(ChannelName channel) {
        return bytes(prefix + ":{" + channel.value() + "}:meta");
    }

    /**
     * The keys that every channel script takes: metadata, log, state, both generations of idempotency keys, the pub/sub
     * channel.
     */
    List<byte[]> channel(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "");
    }

    /** {@link #channel} and the last batch of this node. */
    List<byte[]> channelAndBatch(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":w:" + node);
    }

    /** The hash of the members of a channel. */
    byte[] members(ChannelName channel) {
        return keys(channel, ":members").get(0);
    }

    /** {@link #channel}, members, users and the last batch of this node. */
    List<byte[]> channelAndPresence(ChannelName channel) {
        return keys(channel, ":meta", ":log", ":state", ":keys:0", ":keys:1", "", ":members", ":users", ":w:" + node);
    }

    /** The sorted sets of leases: those of live nodes, and the expired ones that are not fully reaped. */
    List<byte[]> liveAndDead() {
        return List.of(bytes(prefix + ":{nodes}:live"), bytes(prefix + ":{nodes}:dead"));
    }

    /** The hash of node names by lease. */
    byte[] nodeNames() {
        return bytes(prefix + ":{nodes}:names");
    }

    /** The hash of shared settings by lease. */
    byte[] nodeSettings() {
        return bytes(prefix + ":{nodes}:settings");
    }

    /** The set of channels in which a node has members under a lease; in the slot of the leases. */
    byte[] channelsOf(String lease) {
        return bytes(prefix + ":{nodes}:" + lease + ":channels");
    }

    /** {@link #channel}, members and users. */
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
