package org.backplane.hub.api;

import org.backplane.message.Members;

/**
 * What a subscriber receives of a channel besides its live messages.
 *
 * @param members whether it receives the members, their joins and leaves
 * @param servers whether it may see on which nodes the members are
 * @param state whether it receives the state documents
 * @param history whether it may read the messages that it missed
 */
public record SubscriptionView(boolean members, boolean servers, boolean state, boolean history) {

    /** Of a subscriber without a request. */
    public static final SubscriptionView NOTHING = new SubscriptionView(false, false, false, false);

    /** Of an inbox: it has no members, and its owner may read all else. */
    public static final SubscriptionView INBOX = new SubscriptionView(false, false, true, true);

    /** The members as this subscriber may see them. */
    public Members filter(Members all) {
        return servers ? all : all.withoutNodes();
    }
}
