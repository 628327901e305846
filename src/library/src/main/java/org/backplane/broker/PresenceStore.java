package org.backplane.broker;

import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;

/**
 * The members of all channels on all nodes. They are read with {@link MessageLog#snapshot}; changes are delivered to
 * subscribers. The users of a node that dies are removed when its lease expires. Thread-safe; no method blocks.
 */
public interface PresenceStore {

    /**
     * Enters a user of this node into a channel, or updates their presence.
     *
     * <p>If this or {@link #leave} fails, the broker retries until the members reflect the last call for the user or
     * the broker is closed: the caller need not repeat it.
     */
    CompletionStage<Void> join(ChannelName channel, Presence presence);

    /**
     * Removes a user of this node from a channel, with retries as {@link #join}; has no effect if they are not a
     * member.
     */
    CompletionStage<Void> leave(ChannelName channel, UserId user);
}
