package org.backplane.broker;

import java.util.Collection;
import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * What a channel is at one moment.
 *
 * @param position of its last message
 * @param state its documents
 * @param count how many users are in it, on all nodes
 * @param presences who they are, one entry per user and node; empty if they are more than {@code presence/limit}
 * @param begun whether the channel was not there and began when this was read
 */
public record Snapshot(
        Position position, List<StateDocument> state, int count, List<Presence> presences, boolean begun) {

    /** Copies the lists. */
    public Snapshot {
        state = List.copyOf(state);
        presences = List.copyOf(presences);
    }

    /** A snapshot of a channel that was there before, its collections copied. */
    public static Snapshot of(
            Position position, Collection<StateDocument> state, int count, Collection<Presence> presences) {
        return new Snapshot(position, List.copyOf(state), count, List.copyOf(presences), false);
    }

    /** The same, but for whether the channel began when this was read. */
    public Snapshot withBegun(boolean now) {
        return new Snapshot(position, state, count, presences, now);
    }

    /** Whether the presences tell all of the users. */
    public boolean namesEveryone() {
        return count == 0 || !presences.isEmpty();
    }
}
