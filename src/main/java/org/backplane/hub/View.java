package org.backplane.hub;

/**
 * What one who listens to a channel is told of it besides its messages.
 *
 * @param members whether who is there, and who comes and goes
 * @param servers whether on which servers they are
 * @param state whether the state documents
 * @param past whether what was said while he was away
 */
record View(boolean members, boolean servers, boolean state, boolean past) {

    /** Before anything is known. */
    static final View NOTHING = new View(false, false, false, false);

    /** An inbox has no members; all else is its owner's. */
    static final View OF_INBOX = new View(false, false, true, true);

    /** The members, as this one may see them. */
    Members of(Members all) {
        return servers ? all : all.withoutNodes();
    }
}
