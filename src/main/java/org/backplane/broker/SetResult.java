package org.backplane.broker;

import org.backplane.message.StateDocument;

/** What became of a write of a state document. */
public sealed interface SetResult {

    /**
     * It was written.
     *
     * @param epoch the life of the channel that the version counts in
     * @param document as it is now
     */
    record Written(String epoch, StateDocument document) implements SetResult {}

    /**
     * It did not have the expected version.
     *
     * @param current as it is
     */
    record Conflict(StateDocument current) implements SetResult {}

    /** The channel has as many documents as {@code state/keys} allows. */
    record Full() implements SetResult {}
}
