package org.backplane.hub.api;

import java.util.List;
import java.util.Map;
import org.backplane.broker.Timings;
import org.backplane.hub.command.ErrorCode;
import org.backplane.message.ChannelName;

/**
 * The figures of a hub: a snapshot, not taken at exactly the same moment. Counters count from the start of the hub.
 *
 * @param now current figures
 * @param ever counters
 * @param storing time from the publishing of a message, by any endpoint of this node, until the broker has stored it; with
 *     inboxes, without transient messages
 * @param subscribed the channels with subscribers
 */
public record HubStatus(Now now, Ever ever, Timings.Counts storing, SubscribedChannels subscribed) {

    /**
     * The current figures.
     *
     * @param connections open connections
     * @param users users with a connection to this node
     * @param channels channels that this node is subscribed to
     * @param subscriptions subscriptions of connections and of application code
     * @param queueBytes bytes in all outbound queues
     * @param queueLimit bound for these bytes
     * @param recentBytes bytes of recent messages kept for clients that reconnect
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
     * The counters.
     *
     * @param opened connections opened
     * @param closed connections that ended, by reason
     * @param received lines received
     * @param refusals operations and lines answered with an error, by its code
     * @param published messages stored, or passed on if they are transient, from any endpoint, by kind
     * @param delivered live messages added to queues of connections, by kind
     * @param sent lines sent, each counted once per connection
     * @param frames frames sent
     * @param transientDropped transient messages dropped because the queue of a connection was half full
     * @param resets times that a client was told that messages are missing
     * @param recoveries reads for clients that reconnect, answered by the broker
     * @param recalls reads for clients that reconnect, answered from memory
     * @param unrecovered reads for a position to which history does not reach back
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

        /** The number of operations and lines answered with an error. */
        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The kinds of messages that are counted separately. */
    public enum Kind {
        /** Stored in a channel, with a position. */
        STORED,
        /** Sent to a user's inbox. */
        PRIVATE,
        /** The copy of a private message in the sender's inbox. */
        COPY,
        /** Never stored. */
        TRANSIENT
    }

    /**
     * The channels with subscribers on this node. Names of inboxes would reveal users, so inboxes are only counted.
     *
     * @param top the channels with the most subscribers, in descending order, at most 50
     * @param inboxes the number of inboxes with subscribers
     */
    public record SubscribedChannels(List<SubscribedChannel> top, int inboxes) {

        /** Copies the channels. */
        public SubscribedChannels {
            top = List.copyOf(top);
        }
    }

    /**
     * A channel with subscribers.
     *
     * @param subscribers connections of this node, and observers in application code
     */
    public record SubscribedChannel(ChannelName channel, int subscribers) {}
}
