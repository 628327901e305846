package org.backplane.broker;

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
 */
public record BrokerFigures(List<Link> links, Timings.Counts roundTrip, long queueBytes, long queueLimit) {

    /** Those of a broker without links. */
    public static final BrokerFigures NONE = new BrokerFigures(List.of(), Timings.Counts.NONE, 0, 0);

    /** Copies the links. */
    public BrokerFigures {
        links = List.copyOf(links);
    }

    /** Those of several servers together: a link is up if it is to all of them. */
    public static BrokerFigures ofAll(List<BrokerFigures> servers) {
        Map<String, Link> links = new LinkedHashMap<>();
        Timings.Counts roundTrip = Timings.Counts.NONE;
        long waiting = 0;
        long limit = 0;
        for (BrokerFigures server : servers) {
            server.links().forEach(link -> links.merge(link.name(), link, Link::and));
            roundTrip = roundTrip.plus(server.roundTrip());
            waiting += server.queueBytes();
            limit += server.queueLimit();
        }
        return new BrokerFigures(List.copyOf(links.values()), roundTrip, waiting, limit);
    }

    /** Those of a server that is not used any more: what it has counted, and nothing that is wrong or waits. */
    public BrokerFigures past() {
        List<Link> ended = links.stream()
                .map(link -> new Link(link.name(), true, link.restarts()))
                .toList();
        return new BrokerFigures(ended, roundTrip, 0, 0);
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
