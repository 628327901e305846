package org.backplane.broker;

/**
 * A change of the members of a channel.
 *
 * @param kind the change across all nodes
 * @param presence the presence of the user on the node where it changed; 0 connections if the user left that node
 * @param count the number of users in the channel on all nodes after the change
 */
public record PresenceChange(Kind kind, Presence presence, int count) {

    /** The change of the user across all nodes. */
    public enum Kind {
        /** Their first connection subscribed. */
        JOINED,
        /** Their last connection unsubscribed. */
        LEFT,
        /** They are still a member, with a different number of connections or nodes, or another name. */
        CHANGED
    }
}
