package org.backplane.broker.redis.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Protocol.Command;

/** The commands to subscribe and unsubscribe: each command names many channels, in a Cluster channels of one slot. */
public enum PubSubCommands {
    /** For a Redis that is one server. */
    PLAIN(Command.SUBSCRIBE, Command.UNSUBSCRIBE),
    /** For a server of a Cluster: messages are published on that server only. */
    SHARDED(Command.SSUBSCRIBE, Command.SUNSUBSCRIBE);

    private static final int MAX_NAMES = 512;

    private final Command subscribe;
    private final Command unsubscribe;

    PubSubCommands(Command subscribe, Command unsubscribe) {
        this.subscribe = subscribe;
        this.unsubscribe = unsubscribe;
    }

    public static PubSubCommands of(boolean inCluster) {
        return inCluster ? SHARDED : PLAIN;
    }

    public void subscribe(PubSubConnection connection, List<byte[]> names) {
        send(connection, subscribe, names);
    }

    public void unsubscribe(PubSubConnection connection, List<byte[]> names) {
        send(connection, unsubscribe, names);
    }

    private void send(PubSubConnection connection, Command command, List<byte[]> names) {
        for (List<byte[]> together : this == PLAIN ? List.of(names) : bySlot(names)) {
            for (int from = 0; from < together.size(); from += MAX_NAMES) {
                connection.send(command, together.subList(from, Math.min(together.size(), from + MAX_NAMES)));
            }
        }
    }

    private static Collection<List<byte[]>> bySlot(List<byte[]> names) {
        Map<Integer, List<byte[]>> slots = new TreeMap<>();
        names.forEach(name ->
                slots.computeIfAbsent(Slots.of(name), s -> new ArrayList<>()).add(name));
        return slots.values();
    }
}
