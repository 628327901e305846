package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Members;

/**
 * Reads the members of one channel, on all servers: {@code @Inject @Channel("orders") Presence who;}
 *
 * <p>Errors and threads are those of {@link Publisher}. To get changes, observe {@link Joined} and {@link Left}.
 */
public interface Presence {

    /**
     * Reads a snapshot of the members. A user counts once, whatever the number of their connections. Application code is not a
     * member. Above {@code presence/limit} users, only their number is returned.
     *
     * @return the members as they were when the broker answered
     */
    CompletionStage<Members> members();
}
