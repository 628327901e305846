package org.backplane.broker;

/**
 * A change of who is in a channel.
 *
 * @param kind what happened, seen across all nodes
 * @param presence the user's presence on the node where it happened; 0 connections: none there any more
 * @param count how many users are in the channel now, on all nodes
 */
public record PresenceChange(Kind kind, Presence presence, int count) {

    /** What happened to the user, all nodes taken together. */
    public enum Kind {
        /** His first connection came. */
        JOINED,
        /** His last connection went. */
        LEFT,
        /** He is still there, otherwise than before: more or fewer connections or nodes, or another name. */
        CHANGED
    }
}
