package org.backplane.broker.redis.cluster;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Which master has which slots, as one node of a Redis Cluster sees it. Immutable.
 *
 * @param ranges the ranges of slots that somebody has, by their first slot
 * @param nodes all servers that are named, replicas too
 * @param epoch how new the view is: it grows with each failover and each slot that is moved
 * @param isServing whether the node says that the Cluster works
 */
record SlotMap(NavigableMap<Integer, Range> ranges, Set<HostPort> nodes, long epoch, boolean isServing) {

    /** Before anything is known. */
    static final SlotMap NONE = new SlotMap(new TreeMap<>(), Set.of(), -1, false);

    private static final int FIRST_SERVER = 2;

    /** Enough to hit one slot out of all of them, nearly always. */
    private static final int MOST_TAGS = 4 * Slots.COUNT;

    /** Slots of one master, up to the last one. */
    record Range(int last, HostPort master) {}

    /**
     * Reads a reply to CLUSTER SLOTS.
     *
     * @param asked the node that replied: a server without a host in the reply has the same
     */
    static SlotMap of(Object reply, HostPort asked, long epoch, boolean isServing) {
        NavigableMap<Integer, Range> ranges = new TreeMap<>();
        Set<HostPort> nodes = new LinkedHashSet<>();
        for (Object part : (List<?>) reply) {
            List<?> range = (List<?>) part;
            for (Object server : range.subList(FIRST_SERVER, range.size())) {
                nodes.add(server((List<?>) server, asked));
            }
            ranges.put(
                    number(range.get(0)),
                    new Range(number(range.get(1)), server((List<?>) range.get(FIRST_SERVER), asked)));
        }
        return new SlotMap(ranges, nodes, epoch, isServing);
    }

    private static HostPort server(List<?> words, HostPort asked) {
        @Nullable Object host = words.get(0);
        String name = host == null ? "" : RedisKeys.text(host);
        return new HostPort(name.isEmpty() || name.equals("?") ? asked.host() : name, number(words.get(1)));
    }

    private static int number(Object word) {
        return Math.toIntExact((Long) word);
    }

    /** Who has a slot. */
    Optional<HostPort> master(int slot) {
        return Optional.ofNullable(ranges.floorEntry(slot))
                .map(Map.Entry::getValue)
                .filter(range -> slot <= range.last())
                .map(Range::master);
    }

    /** All that have slots. */
    Set<HostPort> masters() {
        Set<HostPort> masters = new LinkedHashSet<>();
        ranges.values().forEach(range -> masters.add(range.master()));
        return masters;
    }

    /** A text that, between braces in a key, puts it into a slot of a master; empty if no short one was found. */
    Optional<String> tagOf(HostPort master) {
        return IntStream.range(0, MOST_TAGS)
                .mapToObj(Integer::toString)
                .filter(tag -> master(Slots.of(RedisKeys.bytes(tag)))
                        .filter(master::equals)
                        .isPresent())
                .findFirst();
    }

    /** How many slots nobody has. */
    int missing() {
        int slots = 0;
        for (Map.Entry<Integer, Range> range : ranges.entrySet()) {
            slots += range.getValue().last() - range.getKey() + 1;
        }
        return Slots.COUNT - slots;
    }

    /** How many slots have another master than before, by who has them now and who had them. */
    Map<String, Integer> movedSince(SlotMap before) {
        Map<String, Integer> moved = new HashMap<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            Optional<HostPort> had = before.master(slot);
            Optional<HostPort> has = master(slot);
            if (had.isPresent() && has.isPresent() && !had.equals(has)) {
                moved.merge("from " + had.get() + " to " + has.get(), 1, Integer::sum);
            }
        }
        return moved;
    }
}
