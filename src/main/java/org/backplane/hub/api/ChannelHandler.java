package org.backplane.hub.api;

import org.backplane.message.Line;
import org.backplane.message.Member;
import org.backplane.message.StateDocument;

/**
 * What application code that listens to a channel is told, one call at a time and in the channel's order. No method may
 * block: hand over what takes longer.
 */
public interface ChannelHandler {

    /** A message, stored or transient: the {@code message} push, for {@link org.backplane.message.Message#parse}. */
    void message(Line line);

    /** A user's first connection came. */
    default void joined(Member member) {}

    /** A user's last connection went. */
    default void left(Member member) {}

    /** A state document changed; JSON null as its value: it was deleted. */
    default void state(StateDocument document) {}

    /** Messages before the next one may be missing. */
    default void reset() {}
}
