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
import redis.clients.jedis.Protocol.Command;

/** Makes the calls that leases and members need, as {@link RedisCalls} makes all others. Thread-safe. */
public final class PresenceCalls {

    private static final int BEATS_PER_LEASE = 5;
    private static final int LEAST_LEASES_PER_LIFE = 4;
    private static final int MOST_NODES = 100;
    private static final int NODE_PARTS = 3;
    private static final Comparator<LiveNode> BY_NAME =
            Comparator.comparing((LiveNode node) -> node.name().orElse("")).thenComparing(LiveNode::id);

    private final RedisCalls calls;
    private final RedisKeys keys;
    private final long lease;
    private final byte[] life;

    public PresenceCalls(RedisCalls calls, Configuration configuration) {
        this.calls = calls;
        this.keys = calls.keys();
        this.lease = configuration.get(Settings.PRESENCE_LEASE).toMillis();
        long channelAge = configuration.get(Settings.CHANNEL_AGE).toMillis();
        this.life = number(Math.max(channelAge, LEAST_LEASES_PER_LIFE * lease));
    }

    /** The lease that a node begins with. */
    public LeaseId firstLease() {
        return new LeaseId(calls.node(), 0);
    }

    /** The time between two heartbeats, in milliseconds. */
    public long beatMillis() {
        return lease / BEATS_PER_LEASE;
    }

    /** Enters and takes out users, one after the other; for nothing after a call with a larger number. */
    public Call changes(ChannelName channel, LeaseId as, long number, List<MemberChange> changes) {
        return changes(channel, as, number(number), changes);
    }

    /** Takes out users of another node, under a lease that is over. */
    public Call changesOfTheDead(ChannelName channel, LeaseId as, List<MemberChange> changes) {
        return changes(channel, as, new byte[0], changes);
    }

    private Call changes(ChannelName channel, LeaseId as, byte[] number, List<MemberChange> changes) {
        List<byte[]> arguments = membership(number, bytes(as.toString()));
        changes.forEach(change -> {
            arguments.add(bytes(change.user()));
            arguments.add(bytes(change.shown()));
        });
        return new Call.Run(Script.PRESENCE, keys.channelAndPresence(channel), arguments);
    }

    /** Reads which users stand in a channel under which leases, whatever their nodes. */
    public Call memberFields(ChannelName channel) {
        return new Call.Plain(Command.HKEYS, List.of(keys.members(channel)));
    }

    /** The fields of a reply to {@link #memberFields} that a node of Backplane can have written. */
    public static List<MemberField> fields(Object reply) {
        return ((List<?>) reply)
                .stream()
                        .flatMap(field -> MemberField.parse(RedisKeys.text(field)).stream())
                        .toList();
    }

    private List<byte[]> membership(byte[] number, byte[]... others) {
        List<byte[]> arguments = calls.arguments(calls.publish(), number(RedisCalls.BATCH_AGE.toMillis()), number);
        arguments.addAll(List.of(others));
        return arguments;
    }

    /**
     * Renews a lease and claims dead ones.
     *
     * @param begin whether the lease begins; else it must be known already
     * @param claims how many dead ones to claim at most
     * @param reaping those that this node goes on reaping
     */
    public Call heartbeat(LeaseId as, boolean begin, int claims, Collection<String> reaping) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                bytes(as.toString()),
                bytes(begin ? "1" : "0"),
                number(lease),
                number(beatMillis()),
                life,
                number(claims),
                calls.nodeName()));
        reaping.forEach(id -> arguments.add(bytes(id)));
        List<byte[]> leases = new ArrayList<>(keys.liveAndDead());
        leases.add(keys.nodeNames());
        return new Call.Run(Script.HEARTBEAT, leases, arguments);
    }

    /** Ends a lease for good; nobody reaps it. */
    public Call end(LeaseId as) {
        return new Call.Plain(Command.ZREM, List.of(keys.liveAndDead().get(0), bytes(as.toString())));
    }

    /** Forgets what the node of a lease that has ended was called. */
    public Call forgetName(LeaseId as) {
        return new Call.Plain(Command.HDEL, List.of(keys.nodeNames(), bytes(as.toString())));
    }

    /** Says what the node of a lease has for the settings that all share; replies what others have. */
    public Call shareSettings(LeaseId as, String text) {
        return new Call.Run(
                Script.SETTINGS,
                List.of(keys.liveAndDead().get(0), keys.nodeNames(), keys.nodeSettings()),
                List.of(bytes(as.toString()), bytes(text), life, number(MOST_NODES)));
    }

    /** Forgets that. */
    public Call forgetSettings(LeaseId as) {
        return new Call.Plain(Command.HDEL, List.of(keys.nodeSettings(), bytes(as.toString())));
    }

    /** Reads which leases hold. */
    public Call liveNodes() {
        return new Call.Run(
                Script.NODES, List.of(keys.liveAndDead().get(0), keys.nodeNames()), List.of(number(MOST_NODES)));
    }

    /** The nodes of a reply to {@link #liveNodes}, by name. */
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

    /** Forgets a dead lease. */
    public Call bury(String lease) {
        return new Call.Plain(Command.ZREM, List.of(keys.liveAndDead().get(1), bytes(lease)));
    }

    /** Notes that a node has, or soon will have, members in channels. */
    public Call note(LeaseId as, Collection<ChannelName> channels) {
        return new Call.Run(Script.NOTE, List.of(keys.channelsOf(as.toString())), withNames(life, channels));
    }

    /** Takes the note back. */
    public Call strike(String lease, Collection<ChannelName> channels) {
        return new Call.Plain(Command.SREM, withNames(keys.channelsOf(lease), channels));
    }

    /** Takes notes back, by the names as they stand there. */
    public Call strikeAsNoted(String lease, List<byte[]> names) {
        List<byte[]> arguments = new ArrayList<>(List.of(keys.channelsOf(lease)));
        arguments.addAll(names);
        return new Call.Plain(Command.SREM, arguments);
    }

    /** Takes all notes back. */
    public Call strikeAll(LeaseId as) {
        return new Call.Plain(Command.UNLINK, List.of(keys.channelsOf(as.toString())));
    }

    /** The notes live on. */
    public Call renewNotes(LeaseId as) {
        return new Call.Plain(Command.PEXPIRE, List.of(keys.channelsOf(as.toString()), life));
    }

    /** Reads some of the channels noted. */
    public Call someNoted(String lease, int count) {
        return new Call.Plain(Command.SRANDMEMBER, List.of(keys.channelsOf(lease), number(count)));
    }

    /** Reads all channels noted. */
    public Call allNoted(LeaseId as) {
        return new Call.Plain(Command.SMEMBERS, List.of(keys.channelsOf(as.toString())));
    }

    private static List<byte[]> withNames(byte[] first, Collection<ChannelName> channels) {
        List<byte[]> arguments = new ArrayList<>(List.of(first));
        channels.forEach(channel -> arguments.add(bytes(channel.value())));
        return arguments;
    }
}
