package org.backplane.broker;

import org.backplane.message.StateDocument;

/** The result of a write of a state document. */
public sealed interface SetResult {

    /** Whether this write created the channel, even if no document was written. */
    boolean begun();

    /**
     * The document was written.
     *
     * @param epoch the epoch of the channel, in which the version counts
     * @param document the document after the write
     */
    record Written(String epoch, StateDocument document, boolean begun) implements SetResult {

        /** A write to an existing channel. */
        public Written(String epoch, StateDocument document) {
            this(epoch, document, false);
        }
    }

    /**
     * The document did not have the expected version.
     *
     * @param current the current document
     */
    record Conflict(StateDocument current, boolean begun) implements SetResult {

        /** A conflict in an existing channel. */
        public Conflict(StateDocument current) {
            this(current, false);
        }
    }

    /** The channel has as many documents as {@code state/keys} allows. */
    record Full(boolean begun) implements SetResult {

        /** A full channel that existed. */
        public Full() {
            this(false);
        }
    }
}
