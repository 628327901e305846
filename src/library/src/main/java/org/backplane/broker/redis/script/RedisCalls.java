package org.backplane.broker.redis.script;

import static org.backplane.broker.redis.script.RedisKeys.bytes;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;
import org.backplane.config.Setting;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;

/** Builds the calls: script, keys and arguments. The scripts document their arguments. Thread-safe. */
public final class RedisCalls {

    private static final int EPOCH_BYTES = 12;
    static final Duration BATCH_AGE = Duration.ofMinutes(5);
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] EXISTING = bytes("existing");
    private static final byte[] UNNUMBERED = bytes("0");

    private final RedisKeys keys;
    private final String node;
    private final RedisCommand publish;
    private final AtomicLong numbers = new AtomicLong();
    private final byte[] nodeName;
    private final byte[] channelAge;
    private final byte[] historySize;
    private final byte[] historyAge;
    private final byte[] keyAge;
    private final byte[] presenceLimit;
    private final byte[] stateKeys;
    private final SecureRandom random = new SecureRandom();

    public RedisCalls(Configuration configuration, NodeIdentity node) {
        int database =
                RedisAddress.from(configuration).map(RedisAddress::database).orElse(0);
        this.keys = new RedisKeys(configuration.get(Settings.REDIS_PREFIX), database, node.id());
        this.node = node.id();
        this.publish = isCluster(configuration) ? RedisCommand.SPUBLISH : RedisCommand.PUBLISH;
        this.nodeName = bytes(node.name());
        this.channelAge = millis(configuration, Settings.CHANNEL_AGE);
        this.historySize = number(configuration.get(Settings.HISTORY_SIZE));
        this.historyAge = millis(configuration, Settings.HISTORY_AGE);
        this.keyAge = millis(configuration, Settings.PUBLISH_KEY_AGE);
        this.presenceLimit = number(configuration.get(Settings.PRESENCE_LIMIT));
        this.stateKeys = number(configuration.get(Settings.STATE_KEYS));
    }

    private static boolean isCluster(Configuration configuration) {
        return RedisAddress.from(configuration)
                .map(RedisAddress::topology)
                .filter(RedisTopology.Cluster.class::isInstance)
                .isPresent();
    }

    public RedisKeys keys() {
        return keys;
    }

    /** The id of this node. */
    public String node() {
        return node;
    }

    /** Returns a call number that is greater than all before. */
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** The command by which scripts publish. */
    byte[] publish() {
        return publish.nameBytes();
    }

    /** The name of this node that administrators see. */
    byte[] nodeName() {
        return nodeName;
    }

    /** Stores messages; the writer sets the call number. */
    public Call append(ChannelName channel, List<Append> appends) {
        List<byte[]> arguments =
                arguments(UNNUMBERED, historySize, historyAge, keyAge, number(BATCH_AGE.toMillis()), publish());
        for (Append append : appends) {
            arguments.add(append.keyOfUser());
            arguments.add(bytes(append.id()));
            arguments.add(append.body());
        }
        return new Call.ScriptCall(Script.APPEND, keys.channelAndBatch(channel), arguments);
    }

    public Call recover(ChannelName channel, Position since, int maxBytes) {
        return new Call.ScriptCall(
                Script.RECOVER,
                keys.channel(channel),
                arguments(bytes(since.epoch()), number(since.offset()), number(maxBytes), historyAge));
    }

    public Call history(ChannelName channel, HistoryQuery query) {
        return new Call.ScriptCall(
                Script.HISTORY,
                keys.channel(channel),
                arguments(
                        bytes(query.before().epoch()),
                        number(query.before().offset()),
                        number(query.limit()),
                        number(query.maxBytes()),
                        historyAge,
                        EXISTING));
    }

    public Call snapshot(ChannelName channel) {
        return new Call.ScriptCall(Script.SNAPSHOT, keys.channelAndMembers(channel), arguments(presenceLimit));
    }

    /** Reads a channel only if it exists. */
    public Call existing(ChannelName channel) {
        return new Call.ScriptCall(
                Script.SNAPSHOT, keys.channelAndMembers(channel), arguments(presenceLimit, EXISTING));
    }

    /** Reads the number of fields in the metadata of a channel: zero if the channel does not exist. */
    public Call exists(ChannelName channel) {
        return new Call.Plain(RedisCommand.HLEN, List.of(keys.meta(channel)));
    }

    /**
     * Reads the last position of a channel.
     *
     * @param delivered the position of the last message that this node delivered
     */
    public Call check(ChannelName channel, Position delivered) {
        return new Call.ScriptCall(
                Script.CHECK,
                keys.channelAndMembers(channel),
                arguments(bytes(delivered.epoch()), number(delivered.offset())));
    }

    /** Writes a state document; the writer sets the call number. */
    public Call set(ChannelName channel, String key, JsonText value, OptionalLong expected) {
        return new Call.ScriptCall(
                Script.SET,
                keys.channelAndBatch(channel),
                arguments(
                        UNNUMBERED,
                        number(BATCH_AGE.toMillis()),
                        publish(),
                        bytes(key),
                        value.isNull() ? NOTHING : bytes(value.value()),
                        expected.isPresent() ? number(expected.getAsLong()) : NOTHING,
                        stateKeys));
    }

    public Call transientMessage(ChannelName channel, Line line) {
        return new Call.Publish(publish, keys.pubSub(channel), bytes("t\n" + line.text()));
    }

    /** A liveness probe; on a single Redis server it also comes back through the pub/sub channel of this node. */
    public Call probe() {
        return publish == RedisCommand.PUBLISH
                ? new Call.Publish(publish, keys.ownPubSub(), bytes("probe"))
                : new Call.Plain(RedisCommand.PING, List.of());
    }

    /**
     * A write without effect that Redis accepts or refuses as it does the storing of a message.
     *
     * @param tag the hash tag that determines the slot in a Redis Cluster
     */
    public Call writeProbe(String tag) {
        return new Call.ScriptCall(Script.PROBE, List.of(keys.probe(tag)), List.of());
    }

    /** Returns the arguments that every script of a channel starts with, followed by these. */
    List<byte[]> arguments(byte[]... others) {
        byte[] epoch = new byte[EPOCH_BYTES];
        random.nextBytes(epoch);
        List<byte[]> arguments = new ArrayList<>(2 + others.length);
        arguments.add(Base64.getUrlEncoder().withoutPadding().encode(epoch));
        arguments.add(channelAge);
        arguments.addAll(List.of(others));
        return arguments;
    }

    private static byte[] millis(Configuration configuration, Setting<Duration> setting) {
        return number(configuration.get(setting).toMillis());
    }

    public static byte[] number(long value) {
        return bytes(Long.toString(value));
    }
}
