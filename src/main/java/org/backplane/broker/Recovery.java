package org.backplane.broker;

import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The messages that follow a position.
 *
 * @param recovered whether nothing is missing between the position asked for and the first message
 * @param messages oldest first; empty if not recovered
 * @param position of the last of the messages; else the channel's top
 * @param more whether others follow that were stored already
 */
public record Recovery(boolean recovered, List<StoredMessage> messages, Position position, boolean more) {

    /** Copies the messages. */
    public Recovery {
        messages = List.copyOf(messages);
    }
}
