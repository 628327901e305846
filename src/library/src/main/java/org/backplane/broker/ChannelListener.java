package org.backplane.broker;

import java.util.List;
import org.backplane.message.Line;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/**
 * Takes what is delivered to the subscriber of a channel. Calls are serial, each sees the effects of those before it,
 * and they come from threads of the broker. No method may block or throw; a listener that throws is {@linkplain #reset
 * reset}, because its state is unknown.
 */
public interface ChannelListener {

    /** The messages after those already delivered: contiguous, in order, never empty. */
    void messages(List<StoredMessage> messages);

    /** A transient message, which has no position. */
    void transientMessage(Line line);

    /** A state document has a new version; a JSON null as its value means that it was deleted. */
    void state(StateDocument document);

    /** A user joined, left or has a new presence. */
    void presence(PresenceChange change);

    /**
     * There is a gap that cannot be closed. The next messages follow the position of {@code now}, whose state and
     * members replace the known ones.
     */
    void reset(Snapshot now);

    /**
     * Changes of state or members may have been missed, but no messages: those of {@code now} replace the known ones.
     */
    void refreshed(Snapshot now);
}
