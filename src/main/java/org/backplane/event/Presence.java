package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Members;

/**
 * Tells who is in one channel, on all servers: {@code @Inject @Channel("orders") Presence who;}
 *
 * <p>Errors and threads are as with {@link Publisher}. To be told of changes, observe {@link Joined} and {@link Left}.
 */
public interface Presence {

    /**
     * Reads the members: a snapshot. A user counts once, however many connections he has. Application code is no member.
     * Above {@code presence/limit} users only their count is told.
     */
    CompletionStage<Members> members();
}
