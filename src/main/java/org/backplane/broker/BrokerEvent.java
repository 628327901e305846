package org.backplane.broker;

import java.util.Locale;

/**
 * What a broker counts besides its traffic, because an administrator may want to know how often it happens. To count
 * something new: a constant here, {@link BrokerEvents#count} where it happens, and a row in {@code docs/operations.md};
 * metrics, status and JMX show every constant.
 */
public enum BrokerEvent {
    /** A live message did not follow the one before: what is between was read from history. */
    GAP,
    /** A channel carried more than the node took in: what was dropped was read from history. */
    OVERFLOW,
    /** The comparison with Redis found a channel behind although nothing was on its way: it was read from history. */
    REPAIR,
    /** History could not bridge a gap: the listeners of a channel were told to reload. */
    RESET,
    /** Redis had lost the end of a channel's log without a restart. */
    LOST_END,
    /** Something that is not from Backplane was published to a channel of Redis, and was ignored. */
    FOREIGN_PAYLOAD,
    /** A field, a batch of messages or a channel's name in Redis could not be read, and was left out. */
    UNREADABLE,
    /** Another node was gone without a farewell, and this one began to take its users out of their channels. */
    REAPED_NODE,
    /** This node was taken for dead, or Redis had lost its lease: its users were entered again. */
    LOST_LEASE;

    /** The name in metrics, status and JMX. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
