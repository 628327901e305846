package org.backplane.broker;

import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;

/**
 * Which users are in which channels, on all nodes; it is read with {@link MessageLog#snapshot}, and changes are delivered to
 * subscribers. The users of a node that dies leave when its lease ends. Thread-safe; no method blocks.
 */
public interface PresenceStore {

    /**
     * Enters a user of this node into a channel, or renews how they are shown.
     *
     * <p>Where this or {@link #leave} fails, the broker goes on until the members are as the last call for that user said, or
     * the broker is closed: nobody has to call again.
     */
    CompletionStage<Void> join(ChannelName channel, Presence presence);

    /** Takes a user of this node out of a channel, sooner or later, as {@link #join}; nothing happens if they are not in it. */
    CompletionStage<Void> leave(ChannelName channel, UserId user);
}
