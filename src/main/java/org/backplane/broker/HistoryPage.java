package org.backplane.broker;

import java.util.List;
import org.backplane.message.StoredMessage;

/**
 * A page of the past.
 *
 * @param messages oldest first, without a gap
 * @param more whether older ones can be had
 */
public record HistoryPage(List<StoredMessage> messages, boolean more) {

    /** Copies the messages. */
    public HistoryPage {
        messages = List.copyOf(messages);
    }
}
