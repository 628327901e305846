package org.backplane.broker.redis;

import java.util.concurrent.CompletableFuture;
import org.backplane.message.UserId;

/**
 * Somebody enters a channel, is shown otherwise, or leaves it.
 *
 * @param user who
 * @param shown how he is shown from now on; empty if he leaves
 * @param outcome completes when Redis knows, or fails
 */
record MemberChange(UserId user, String shown, CompletableFuture<Void> outcome) {

    private static final String GONE = "";

    /** He leaves. */
    static MemberChange farewell(UserId user, CompletableFuture<Void> outcome) {
        return new MemberChange(user, GONE, outcome);
    }

    /** Whether he is there afterwards. */
    boolean isEntry() {
        return !shown.equals(GONE);
    }
}
