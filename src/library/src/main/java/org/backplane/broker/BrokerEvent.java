package org.backplane.broker;

import java.util.Locale;

/**
 * Irregular events that a broker counts for administrators. A new event needs a constant here, a call of {@link
 * BrokerEvents#count} and a row in {@code docs/operations.md}; metrics, status and JMX show every constant.
 */
public enum BrokerEvent {
    /** A live message did not follow the one before: the messages between were read from history. */
    GAP,
    /** A channel had more traffic than the node processed: dropped messages were read from history. */
    OVERFLOW,
    /** The comparison with Redis found a channel behind although nothing was in flight: it was read from history. */
    REPAIR,
    /** History could not bridge a gap: the subscribers of a channel were reset. */
    RESET,
    /** Redis had lost the end of a channel's log without a restart. */
    LOST_END,
    /** A payload that is not from Backplane was published to a pub/sub channel, and was ignored. */
    FOREIGN_PAYLOAD,
    /** A field, a batch of messages or a channel name in Redis could not be parsed, and was skipped. */
    UNREADABLE,
    /** The lease of another node expired, and this node started to remove its users from their channels. */
    REAPED_NODE,
    /** The lease of this node expired or was lost by Redis: its users were entered again. */
    LOST_LEASE;

    /** The name in metrics, status and JMX. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
