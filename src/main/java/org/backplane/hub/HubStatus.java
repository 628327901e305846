package org.backplane.hub;

import java.util.List;
import java.util.Map;
import org.backplane.message.ChannelName;

/**
 * How a hub is doing: a snapshot, its figures not taken at exactly the same moment. Counters count from the start.
 *
 * @param now what there is
 * @param ever what there has been
 * @param storing how long it took until messages were stored
 * @param audience which channels are listened to
 */
public record HubStatus(Now now, Ever ever, Storing storing, Audience audience) {

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

    /**
     * How long it took from when a message was to be stored, by whichever door of this node, until the broker had stored
     * it: one count for each that was, in the bucket of its time. Inboxes count like channels, transient messages do not.
     *
     * @param upToMicros where each bucket ends, in microseconds, ascending; the last bucket has no end and is not in it
     * @param counts how many there are in each bucket
     */
    public record Storing(List<Long> upToMicros, List<Long> counts) {

        /** Copies both. */
        public Storing {
            upToMicros = List.copyOf(upToMicros);
            counts = List.copyOf(counts);
        }
    }

    /**
     * Which channels of this node are listened to. Inboxes say who is here, so they are counted only.
     *
     * @param top the channels with most listeners, most first, at most 50
     * @param inboxes inboxes that are listened to
     */
    public record Audience(List<Heard> top, int inboxes) {

        /** Copies the channels. */
        public Audience {
            top = List.copyOf(top);
        }
    }

    /**
     * A channel with listeners.
     *
     * @param listeners connections of this node that listen to it, and observers in application code, each counted once
     */
    public record Heard(ChannelName channel, int listeners) {}
}
