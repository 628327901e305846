package org.backplane.bench.load.dialect;

import java.util.Optional;

/**
 * Where a connection belongs.
 *
 * @param node its place in the contender's list
 * @param channel to listen to
 * @param streams which it receives there
 * @param previous what it had when it left; empty if it comes for the first time
 */
public record Subscription(int node, String channel, Streams streams, Optional<Previous> previous) {

    /** A newcomer's. */
    public static Subscription fresh(int node, String channel, Streams streams) {
        return new Subscription(node, channel, streams, Optional.empty());
    }

    /** @param first number of the first stream */
    public record Streams(int first, int count) {}

    /**
     * Who it was, and what it had.
     *
     * @param token proves which user it is
     * @param user its id
     * @param inbox position in the inbox; empty if none is known
     * @param position in the channel
     */
    public record Previous(String token, String user, String inbox, String position) {}
}
