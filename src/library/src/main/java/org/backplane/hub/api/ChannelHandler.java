package org.backplane.hub.api;

import org.backplane.message.Line;
import org.backplane.message.Member;
import org.backplane.message.StateDocument;

/**
 * Receives the events of a channel for application code, one call at a time and in the order of the channel. No method may
 * block; longer work must be passed to another thread. An exception is logged.
 */
public interface ChannelHandler {

    /** A message, stored or transient: the {@code message} push, for {@link org.backplane.message.Message#parse}. */
    void message(Line line);

    /** The first connection of a user subscribed. */
    default void joined(Member member) {}

    /** The last connection of a user left, and the grace period is over. */
    default void left(Member member) {}

    /** A state document changed; its value is JSON null if it was deleted. */
    default void state(StateDocument document) {}

    /** Messages may be missing before the next one. */
    default void reset() {}
}
