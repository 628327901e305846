package org.backplane.broker;

import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The messages after a position.
 *
 * @param recovered whether nothing is missing between the requested position and the first message
 * @param messages oldest first; empty if not recovered
 * @param position the position of the last of the messages, or of the channel if there are none
 * @param more whether more messages were stored already
 */
public record Recovery(boolean recovered, List<StoredMessage> messages, Position position, boolean more) {

    public Recovery {
        messages = List.copyOf(messages);
    }
}
