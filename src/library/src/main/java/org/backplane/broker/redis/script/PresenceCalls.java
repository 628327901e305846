package org.backplane.broker.redis.script;

import static org.backplane.broker.redis.script.RedisCalls.number;
import static org.backplane.broker.redis.script.RedisKeys.bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.LiveNode;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;

/** Builds the calls for leases and members, as {@link RedisCalls} builds all others. Thread-safe. */
public final class PresenceCalls {

    private static final int HEARTBEATS_PER_LEASE = 5;
    private static final int MIN_LEASES_PER_TIME_TO_LIVE = 4;
    private static final int MAX_NODES = 100;
    private static final int NODE_PARTS = 3;
    private static final Comparator<LiveNode> BY_NAME =
            Comparator.comparing((LiveNode node) -> node.name().orElse("")).thenComparing(LiveNode::id);

    private final RedisCalls calls;
    private final RedisKeys keys;
    private final long lease;
    private final byte[] timeToLive;

    public PresenceCalls(RedisCalls calls, Configuration configuration) {
        this.calls = calls;
        this.keys = calls.keys();
        this.lease = configuration.get(Settings.PRESENCE_LEASE).toMillis();
        long channelAge = configuration.get(Settings.CHANNEL_AGE).toMillis();
        this.timeToLive = number(Math.max(channelAge, MIN_LEASES_PER_TIME_TO_LIVE * lease));
    }

    /** The lease that a node starts with. */
    public LeaseId firstLease() {
        return new LeaseId(calls.node(), 0);
    }

    /** The interval between two heartbeats, in milliseconds. */
    public long heartbeatMillis() {
        return lease / HEARTBEATS_PER_LEASE;
    }

    /** Adds and removes users in order. Redis ignores the call if it has already executed one with a larger number. */
    public Call changes(ChannelName channel, LeaseId under, long number, List<MemberChange> changes) {
        return changes(channel, under, number(number), changes);
    }

    /** Removes users of another node whose lease has expired. */
    public Call changesOfDeadNode(ChannelName channel, LeaseId under, List<MemberChange> changes) {
        return changes(channel, under, new byte[0], changes);
    }

    private Call changes(ChannelName channel, LeaseId under, byte[] number, List<MemberChange> changes) {
        List<byte[]> arguments = presenceArguments(number, bytes(under.toString()));
        changes.forEach(change -> {
            arguments.add(bytes(change.user()));
            arguments.add(bytes(change.presence()));
        });
        return new Call.ScriptCall(Script.PRESENCE, keys.channelAndPresence(channel), arguments);
    }

    /** Reads the fields of the members of a channel, on all nodes. */
    public Call memberFields(ChannelName channel) {
        return new Call.Plain(RedisCommand.HKEYS, List.of(keys.members(channel)));
    }

    /** Parses a reply to {@link #memberFields}; leaves out fields that no node can have written. */
    public static List<MemberField> fields(Object reply) {
        return ((List<?>) reply)
                .stream()
                        .flatMap(field -> MemberField.parse(RedisKeys.text(field)).stream())
                        .toList();
    }

    private List<byte[]> presenceArguments(byte[] number, byte[]... others) {
        List<byte[]> arguments = calls.arguments(calls.publish(), number(RedisCalls.BATCH_AGE.toMillis()), number);
        arguments.addAll(List.of(others));
        return arguments;
    }

    /**
     * Renews a lease and claims expired leases of other nodes.
     *
     * @param begin whether the lease starts; otherwise it must exist
     * @param claims how many expired leases to claim at most
     * @param reaping the leases whose claims by this node are renewed
     */
    public Call heartbeat(LeaseId under, boolean begin, int claims, Collection<String> reaping) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                bytes(under.toString()),
                bytes(begin ? "1" : "0"),
                number(lease),
                number(heartbeatMillis()),
                timeToLive,
                number(claims),
                calls.nodeName()));
        reaping.forEach(id -> arguments.add(bytes(id)));
        List<byte[]> leases = new ArrayList<>(keys.liveAndDead());
        leases.add(keys.nodeNames());
        return new Call.ScriptCall(Script.HEARTBEAT, leases, arguments);
    }

    /** Ends a lease for good; no node reaps it. */
    public Call endLease(LeaseId under) {
        return new Call.Plain(RedisCommand.ZREM, List.of(keys.liveAndDead().get(0), bytes(under.toString())));
    }

    /** Removes the node name of a lease that has ended. */
    public Call forgetName(LeaseId under) {
        return new Call.Plain(RedisCommand.HDEL, List.of(keys.nodeNames(), bytes(under.toString())));
    }

    /** Stores the values of the shared settings of a node; replies with those of the other nodes. */
    public Call shareSettings(LeaseId under, String text) {
        return new Call.ScriptCall(
                Script.SETTINGS,
                List.of(keys.liveAndDead().get(0), keys.nodeNames(), keys.nodeSettings()),
                List.of(bytes(under.toString()), bytes(text), timeToLive, number(MAX_NODES)));
    }

    /** Removes the shared settings of a lease that has ended. */
    public Call forgetSettings(LeaseId under) {
        return new Call.Plain(RedisCommand.HDEL, List.of(keys.nodeSettings(), bytes(under.toString())));
    }

    /** Reads the leases that have not expired. */
    public Call liveNodes() {
        return new Call.ScriptCall(
                Script.NODES, List.of(keys.liveAndDead().get(0), keys.nodeNames()), List.of(number(MAX_NODES)));
    }

    /** Parses a reply to {@link #liveNodes}; sorted by name. */
    public static List<LiveNode> nodes(Object reply) {
        List<?> parts = (List<?>) reply;
        List<LiveNode> nodes = new ArrayList<>(parts.size() / NODE_PARTS);
        for (int i = 0; i < parts.size(); i += NODE_PARTS) {
            String name = RedisKeys.text(parts.get(i + 2));
            nodes.add(new LiveNode(
                    RedisKeys.text(parts.get(i)),
                    name.isEmpty() ? Optional.empty() : Optional.of(name),
                    Optional.of(Duration.ofMillis(Long.parseLong(RedisKeys.text(parts.get(i + 1)))))));
        }
        nodes.sort(BY_NAME);
        return List.copyOf(nodes);
    }

    /** Removes an expired lease that is fully reaped. */
    public Call removeDeadLease(String lease) {
        return new Call.Plain(RedisCommand.ZREM, List.of(keys.liveAndDead().get(1), bytes(lease)));
    }

    /** Records that a node has, or soon will have, members in channels. */
    public Call recordChannels(LeaseId under, Collection<ChannelName> channels) {
        return new Call.ScriptCall(
                Script.NODE_CHANNELS, List.of(keys.channelsOf(under.toString())), withNames(timeToLive, channels));
    }

    /** Removes channels from those recorded under a lease. */
    public Call removeChannels(String lease, Collection<ChannelName> channels) {
        return new Call.Plain(RedisCommand.SREM, withNames(keys.channelsOf(lease), channels));
    }

    /** Removes channels from those recorded under a lease, by their names as Redis stores them. */
    public Call removeChannelNames(String lease, List<byte[]> names) {
        List<byte[]> arguments = new ArrayList<>(List.of(keys.channelsOf(lease)));
        arguments.addAll(names);
        return new Call.Plain(RedisCommand.SREM, arguments);
    }

    /** Removes all channels recorded under a lease. */
    public Call removeAllChannels(LeaseId under) {
        return new Call.Plain(RedisCommand.UNLINK, List.of(keys.channelsOf(under.toString())));
    }

    /** Renews the time to live of the channels recorded under a lease. */
    public Call renewChannels(LeaseId under) {
        return new Call.Plain(RedisCommand.PEXPIRE, List.of(keys.channelsOf(under.toString()), timeToLive));
    }

    /** Reads up to {@code count} of the channels recorded under a lease. */
    public Call sampleChannels(String lease, int count) {
        return new Call.Plain(RedisCommand.SRANDMEMBER, List.of(keys.channelsOf(lease), number(count)));
    }

    /** Reads all channels recorded under a lease. */
    public Call allChannels(LeaseId under) {
        return new Call.Plain(RedisCommand.SMEMBERS, List.of(keys.channelsOf(under.toString())));
    }

    private static List<byte[]> withNames(byte[] first, Collection<ChannelName> channels) {
        List<byte[]> arguments = new ArrayList<>(List.of(first));
        channels.forEach(channel -> arguments.add(bytes(channel.value())));
        return arguments;
    }
}
