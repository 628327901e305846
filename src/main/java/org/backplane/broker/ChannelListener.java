package org.backplane.broker;

import java.util.List;
import org.backplane.message.Line;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/**
 * What a subscriber of a channel is told, one call at a time, each seeing what the calls before it did, always by a
 * thread of the broker. No method may block or throw; one that throws all the same is told to {@link #reset}, since nobody
 * knows what it has taken in.
 */
public interface ChannelListener {

    /** The messages that follow what was told before: contiguous, in order, never empty. */
    void messages(List<StoredMessage> messages);

    /** A transient message. */
    void transientMessage(Line line);

    /** A state document has a new version; a JSON null as value: it was deleted. */
    void state(StateDocument document);

    /** Somebody came, went or changed. */
    void presence(PresenceChange change);

    /**
     * What follows cannot be joined to what was told before. The next messages follow {@code now}; its state and members
     * replace those known.
     */
    void reset(Snapshot now);

    /**
     * State and members may have changed unseen, the messages have no gap: {@code now} replaces the state and members
     * known.
     */
    void refreshed(Snapshot now);
}
