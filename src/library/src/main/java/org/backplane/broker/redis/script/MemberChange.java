package org.backplane.broker.redis.script;

import java.util.concurrent.CompletableFuture;
import org.backplane.broker.Presence;
import org.backplane.message.UserId;

/**
 * A user joins a channel, gets a new presence there, or leaves it.
 *
 * @param user the id of the user
 * @param presence the new presence as JSON; empty if the user leaves
 * @param outcome completes when Redis has stored the change, or fails
 */
public record MemberChange(String user, String presence, CompletableFuture<Void> outcome) {

    private static final String NONE = "";

    /** A user of this node leaves. */
    public static MemberChange removal(UserId user, CompletableFuture<Void> outcome) {
        return removal(user.value(), outcome);
    }

    /** A user leaves whose id need not be valid in this version of Backplane. */
    public static MemberChange removal(String user, CompletableFuture<Void> outcome) {
        return new MemberChange(user, NONE, outcome);
    }

    /** A user of this node joins, or gets a new presence. */
    public static MemberChange entry(Presence member, CompletableFuture<Void> outcome) {
        return new MemberChange(member.user().value(), Replies.presenceJson(member), outcome);
    }

    /** Whether the user is in the channel after the change. */
    public boolean isEntry() {
        return !presence.equals(NONE);
    }
}
