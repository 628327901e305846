package org.backplane.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a broker that is reached over links, at about one moment. Counters start with the broker.
 *
 * @param links the links of the node, with unique names; the set of links does not change
 * @param roundTrip the time from writing a batch to the broker until its reply
 * @param queueBytes the bytes that wait to be written
 * @param queueLimit the maximum of {@code queueBytes}
 * @param refusals the error replies of the broker
 * @param events how often each event occurred; empty if events are not counted
 */
public record BrokerFigures(
        List<Link> links,
        Timings.Counts roundTrip,
        long queueBytes,
        long queueLimit,
        Refusals refusals,
        Map<BrokerEvent, Long> events) {

    /** The figures of a broker without links. */
    public static final BrokerFigures NONE =
            new BrokerFigures(List.of(), Timings.Counts.NONE, 0, 0, Refusals.NONE, Map.of());

    public BrokerFigures {
        links = List.copyOf(links);
        events = Map.copyOf(events);
    }

    /** Returns a copy with these event counters. */
    public BrokerFigures with(Map<BrokerEvent, Long> counted) {
        return new BrokerFigures(links, roundTrip, queueBytes, queueLimit, refusals, counted);
    }

    /** Combines the figures of several servers: a link is up if it is up to all of them. */
    public static BrokerFigures ofAll(List<BrokerFigures> servers) {
        Map<String, Link> links = new LinkedHashMap<>();
        Timings.Counts roundTrip = Timings.Counts.NONE;
        long waiting = 0;
        long limit = 0;
        Refusals refusals = Refusals.NONE;
        for (BrokerFigures server : servers) {
            server.links().forEach(link -> links.merge(link.name(), link, Link::and));
            roundTrip = roundTrip.plus(server.roundTrip());
            waiting += server.queueBytes();
            limit += server.queueLimit();
            refusals = refusals.and(server.refusals());
        }
        return new BrokerFigures(List.copyOf(links.values()), roundTrip, waiting, limit, refusals, Map.of());
    }

    /**
     * The figures of a server that is no longer used: its counters remain, its links count as up and its queue as
     * empty.
     */
    public BrokerFigures past() {
        List<Link> ended = links.stream()
                .map(link -> new Link(link.name(), true, link.restarts()))
                .toList();
        return new BrokerFigures(ended, roundTrip, 0, 0, new Refusals(false, refusals.ever()), events);
    }

    /**
     * The error replies of a reachable broker.
     *
     * @param writesNow whether it currently refuses all writes, as far as is known
     * @param ever how often it replied with an error, by the first word of the error
     */
    public record Refusals(boolean writesNow, Map<String, Long> ever) {

        static final Refusals NONE = new Refusals(false, Map.of());

        public Refusals {
            ever = Map.copyOf(ever);
        }

        private Refusals and(Refusals other) {
            Map<String, Long> sum = new HashMap<>(ever);
            other.ever.forEach((word, count) -> sum.merge(word, count, Long::sum));
            return new Refusals(writesNow || other.writesNow, sum);
        }
    }

    /**
     * A link.
     *
     * @param name its purpose
     * @param isUp whether it works, as far as is known
     * @param restarts how often it was opened again
     */
    public record Link(String name, boolean isUp, long restarts) {

        private Link and(Link other) {
            return new Link(name, isUp && other.isUp, restarts + other.restarts);
        }
    }
}
