package org.backplane.broker.redis.script;

import java.util.concurrent.CompletableFuture;
import org.backplane.broker.Presence;
import org.backplane.message.UserId;

/**
 * Somebody enters a channel, is shown otherwise, or leaves it.
 *
 * @param user who
 * @param shown how he is shown from now on; empty if he leaves
 * @param outcome completes when Redis knows, or fails
 */
public record MemberChange(String user, String shown, CompletableFuture<Void> outcome) {

    private static final String GONE = "";

    /** He leaves. */
    public static MemberChange farewell(UserId user, CompletableFuture<Void> outcome) {
        return farewell(user.value(), outcome);
    }

    /** Somebody leaves whose id need not be one that this version of Backplane knows. */
    public static MemberChange farewell(String user, CompletableFuture<Void> outcome) {
        return new MemberChange(user, GONE, outcome);
    }

    /** A user of this node enters, or is shown otherwise. */
    public static MemberChange entry(Presence presence, CompletableFuture<Void> outcome) {
        return new MemberChange(presence.user().value(), Replies.shown(presence), outcome);
    }

    /** Whether he is there afterwards. */
    public boolean isEntry() {
        return !shown.equals(GONE);
    }
}
