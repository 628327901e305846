package org.backplane.hub.api;

import java.util.List;
import java.util.Map;
import org.backplane.broker.Timings;
import org.backplane.hub.command.ErrorCode;
import org.backplane.message.ChannelName;

/**
 * How a hub is doing: a snapshot, its figures not taken at exactly the same moment. Counters count from the start.
 *
 * @param now what there is
 * @param ever what there has been
 * @param storing how long it took from when a message was to be stored, by whichever door of this node, until the broker had
 *     stored it; inboxes count like channels, transient messages do not
 * @param audience which channels are listened to
 */
public record HubStatus(Now now, Ever ever, Timings.Counts storing, Audience audience) {

    /**
     * What there is.
     *
     * @param connections open connections
     * @param users users with a connection to this node
     * @param channels channels that this node listens to
     * @param subscriptions who listens to them: connections, and application code, each counted once per channel
     * @param queueBytes bytes waiting for clients
     * @param queueLimit how many may
     * @param recentBytes bytes of recent messages kept for clients that come back
     */
    public record Now(
            int connections,
            int users,
            int channels,
            long subscriptions,
            long queueBytes,
            long queueLimit,
            long recentBytes) {}

    /**
     * What there has been.
     *
     * @param opened connections opened
     * @param closed connections closed by the server, by reason, and those that went by themselves
     * @param received lines received
     * @param refusals operations and lines answered by an error, by its code
     * @param published messages that came in by any door and were stored, or passed on if they are transient, by kind
     * @param delivered live messages given to connections, by kind
     * @param sent lines sent, each counted once per connection
     * @param frames frames sent
     * @param transientDropped transient messages not given to a connection that had no room
     * @param resets times that clients were told to reload a channel
     * @param recoveries times that clients who came back had to wait for the broker
     * @param recalls times that they were answered from memory
     * @param unrecovered times that history did not reach back to where they were
     */
    public record Ever(
            long opened,
            Map<CloseReason, Long> closed,
            long received,
            Map<ErrorCode, Long> refusals,
            Map<Kind, Long> published,
            Map<Kind, Long> delivered,
            long sent,
            long frames,
            long transientDropped,
            long resets,
            long recoveries,
            long recalls,
            long unrecovered) {

        /** Copies the maps. */
        public Ever {
            closed = Map.copyOf(closed);
            refusals = Map.copyOf(refusals);
            published = Map.copyOf(published);
            delivered = Map.copyOf(delivered);
        }

        /** How many operations and lines were answered by an error. */
        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The closed set of what messages are to those who count them. */
    public enum Kind {
        /** Stored in a channel, with a position. */
        STORED,
        /** Sent to a user's inbox. */
        PRIVATE,
        /** The sender's own copy of a private one. */
        COPY,
        /** Never stored. */
        TRANSIENT
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
