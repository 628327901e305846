package org.backplane.bench.load;

import java.util.Optional;

/**
 * Where a connection belongs.
 *
 * @param node its place in the contender's list
 * @param channel to listen to
 * @param streams which it receives there
 * @param past what it had when it left; empty if it comes for the first time
 */
public record Seat(int node, String channel, Streams streams, Optional<Past> past) {

    /** A newcomer's. */
    public static Seat fresh(int node, String channel, Streams streams) {
        return new Seat(node, channel, streams, Optional.empty());
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
    public record Past(String token, String user, String inbox, String position) {}
}
