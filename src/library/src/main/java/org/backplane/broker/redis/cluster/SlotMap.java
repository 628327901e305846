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
 * @param ranges the ranges of slots that have a master, by their first slot
 * @param nodes all servers, including replicas
 * @param epoch the version of the view: it grows with each failover and each moved slot
 * @param isServing whether the node reports that the Cluster works
 */
record SlotMap(NavigableMap<Integer, Range> ranges, Set<HostPort> nodes, long epoch, boolean isServing) {

    /** Before anything is known. */
    static final SlotMap NONE = new SlotMap(new TreeMap<>(), Set.of(), -1, false);

    private static final int FIRST_SERVER = 2;

    /** Enough to find a tag for nearly every slot. */
    private static final int MAX_TAGS = 4 * Slots.COUNT;

    /** A range of slots of one master, up to and including the last one. */
    record Range(int last, HostPort master) {}

    /**
     * Parses a reply to CLUSTER SLOTS.
     *
     * @param queried the node that replied; a server without a host in the reply has the host of this node
     */
    static SlotMap of(Object reply, HostPort queried, long epoch, boolean isServing) {
        NavigableMap<Integer, Range> ranges = new TreeMap<>();
        Set<HostPort> nodes = new LinkedHashSet<>();
        for (Object part : (List<?>) reply) {
            List<?> range = (List<?>) part;
            for (Object server : range.subList(FIRST_SERVER, range.size())) {
                nodes.add(server((List<?>) server, queried));
            }
            ranges.put(
                    number(range.get(0)),
                    new Range(number(range.get(1)), server((List<?>) range.get(FIRST_SERVER), queried)));
        }
        return new SlotMap(ranges, nodes, epoch, isServing);
    }

    private static HostPort server(List<?> words, HostPort queried) {
        @Nullable Object host = words.get(0);
        String name = host == null ? "" : RedisKeys.text(host);
        return new HostPort(name.isEmpty() || name.equals("?") ? queried.host() : name, number(words.get(1)));
    }

    private static int number(Object word) {
        return Math.toIntExact((Long) word);
    }

    /** The master that has a slot. */
    Optional<HostPort> master(int slot) {
        return Optional.ofNullable(ranges.floorEntry(slot))
                .map(Map.Entry::getValue)
                .filter(range -> slot <= range.last())
                .map(Range::master);
    }

    /** All masters that have slots. */
    Set<HostPort> masters() {
        Set<HostPort> masters = new LinkedHashSet<>();
        ranges.values().forEach(range -> masters.add(range.master()));
        return masters;
    }

    /** A hash tag whose slot is on a master; empty if no short one was found. */
    Optional<String> hashTag(HostPort master) {
        return IntStream.range(0, MAX_TAGS)
                .mapToObj(Integer::toString)
                .filter(tag -> master(Slots.of(RedisKeys.bytes(tag)))
                        .filter(master::equals)
                        .isPresent())
                .findFirst();
    }

    /** The number of slots without a master. */
    int missing() {
        int slots = 0;
        for (Map.Entry<Integer, Range> range : ranges.entrySet()) {
            slots += range.getValue().last() - range.getKey() + 1;
        }
        return Slots.COUNT - slots;
    }

    /** The number of slots that have another master than before, by a text with both masters. */
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
