package org.backplane.hub.api;

import org.backplane.message.Members;

/**
 * What one who listens to a channel is told of it besides its messages.
 *
 * @param members whether who is there, and who comes and goes
 * @param servers whether on which servers they are
 * @param state whether the state documents
 * @param past whether what was said while he was away
 */
public record SubscriptionView(boolean members, boolean servers, boolean state, boolean past) {

    /** Before anything is known. */
    public static final SubscriptionView NOTHING = new SubscriptionView(false, false, false, false);

    /** An inbox has no members; all else is its owner's. */
    public static final SubscriptionView OF_INBOX = new SubscriptionView(false, false, true, true);

    /** The members, as this one may see them. */
    public Members of(Members all) {
        return servers ? all : all.withoutNodes();
    }
}
