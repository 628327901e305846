package org.backplane.hub;

import java.util.Map;

/**
 * How a hub is doing: a snapshot, its figures not taken at exactly the same moment. Counters count from the start.
 *
 * @param now what there is
 * @param ever what there has been
 */
public record HubStatus(Now now, Ever ever) {

    /**
     * What there is.
     *
     * @param connections open connections
     * @param users users with a connection to this node
     * @param channels channels that this node listens to
     * @param queueBytes bytes waiting for clients
     * @param recentBytes bytes of recent messages kept for clients that come back
     */
    public record Now(int connections, int users, int channels, long queueBytes, long recentBytes) {}

    /**
     * What there has been.
     *
     * @param opened connections opened
     * @param closed connections closed by the server, by reason, and those that went by themselves
     * @param received lines received
     * @param refused requests answered by an error
     * @param sent lines sent, each counted once per connection
     * @param frames frames sent
     * @param transientDropped transient messages not given to a connection that had no room
     * @param resets times that clients were told to reload a channel
     * @param recoveries times that clients who came back had to wait for the broker
     * @param recalls times that they were answered from memory
     */
    public record Ever(
            long opened,
            Map<CloseReason, Long> closed,
            long received,
            long refused,
            long sent,
            long frames,
            long transientDropped,
            long resets,
            long recoveries,
            long recalls) {

        /** Copies the reasons. */
        public Ever {
            closed = Map.copyOf(closed);
        }
    }
}
