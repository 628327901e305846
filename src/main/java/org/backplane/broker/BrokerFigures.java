package org.backplane.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a broker that is reached over links, at about one moment. Counters count from the start.
 *
 * @param links the node's links, each by a name of its own, always the same ones
 * @param roundTrip how long what was written together took to the broker and back
 * @param queueBytes what waits to be written
 * @param queueLimit how much may
 * @param refusals what the broker answered by an error
 * @param events how often each has happened; empty where nobody counts them
 */
public record BrokerFigures(
        List<Link> links,
        Timings.Counts roundTrip,
        long queueBytes,
        long queueLimit,
        Refusals refusals,
        Map<BrokerEvent, Long> events) {

    /** Those of a broker without links. */
    public static final BrokerFigures NONE =
            new BrokerFigures(List.of(), Timings.Counts.NONE, 0, 0, Refusals.NONE, Map.of());

    /** Copies the links and the events. */
    public BrokerFigures {
        links = List.copyOf(links);
        events = Map.copyOf(events);
    }

    /** The same with these events. */
    public BrokerFigures with(Map<BrokerEvent, Long> counted) {
        return new BrokerFigures(links, roundTrip, queueBytes, queueLimit, refusals, counted);
    }

    /** Those of several servers together: a link is up if it is to all of them. */
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

    /** Those of a server that is not used any more: what it has counted, and nothing that is wrong or waits. */
    public BrokerFigures past() {
        List<Link> ended = links.stream()
                .map(link -> new Link(link.name(), true, link.restarts()))
                .toList();
        return new BrokerFigures(ended, roundTrip, 0, 0, new Refusals(false, refusals.ever()), events);
    }

    /**
     * What a broker that can be reached answered by an error.
     *
     * @param writesNow whether it refuses all that changes something, as far as is known
     * @param ever how often it answered by an error, by the word that begins the error
     */
    public record Refusals(boolean writesNow, Map<String, Long> ever) {

        /** Nothing was refused. */
        static final Refusals NONE = new Refusals(false, Map.of());

        /** Copies the counts. */
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
     * @param name what it is for
     * @param isUp whether it works, as far as is known
     * @param restarts how often it had to be made anew
     */
    public record Link(String name, boolean isUp, long restarts) {

        private Link and(Link other) {
            return new Link(name, isUp && other.isUp, restarts + other.restarts);
        }
    }
}
