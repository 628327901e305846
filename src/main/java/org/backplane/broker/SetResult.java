package org.backplane.broker;

import org.backplane.message.StateDocument;

/** What became of a write of a state document. */
public sealed interface SetResult {

    /** Whether the channel was not there and began with this write, even if nothing was written. */
    boolean begun();

    /**
     * It was written.
     *
     * @param epoch the life of the channel that the version counts in
     * @param document as it is now
     */
    record Written(String epoch, StateDocument document, boolean begun) implements SetResult {

        /** Written to a channel that was there. */
        public Written(String epoch, StateDocument document) {
            this(epoch, document, false);
        }
    }

    /**
     * It did not have the expected version.
     *
     * @param current as it is
     */
    record Conflict(StateDocument current, boolean begun) implements SetResult {

        /** In a channel that was there. */
        public Conflict(StateDocument current) {
            this(current, false);
        }
    }

    /** The channel has as many documents as {@code state/keys} allows. */
    record Full(boolean begun) implements SetResult {

        /** In a channel that was there. */
        public Full() {
            this(false);
        }
    }
}
