package org.backplane.broker;

import java.util.Collection;
import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * The state of a channel at one moment.
 *
 * @param position the position of its last message
 * @param state its documents
 * @param count the number of users in it, on all nodes
 * @param presences its members, one entry per user and node; empty if there are more than {@code presence/limit}
 * @param begun whether this read created the channel
 */
public record Snapshot(
        Position position, List<StateDocument> state, int count, List<Presence> presences, boolean begun) {

    public Snapshot {
        state = List.copyOf(state);
        presences = List.copyOf(presences);
    }

    /** A snapshot of a channel that existed. */
    public static Snapshot of(
            Position position, Collection<StateDocument> state, int count, Collection<Presence> presences) {
        return new Snapshot(position, List.copyOf(state), count, List.copyOf(presences), false);
    }

    /** Returns a copy with another value of {@code begun}. */
    public Snapshot withBegun(boolean now) {
        return new Snapshot(position, state, count, presences, now);
    }

    /** Whether the presences are complete. */
    public boolean namesEveryone() {
        return count == 0 || !presences.isEmpty();
    }
}
