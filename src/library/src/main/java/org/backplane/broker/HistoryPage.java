package org.backplane.broker;

import java.util.List;
import org.backplane.message.StoredMessage;

/**
 * A page of history.
 *
 * @param messages oldest first, without a gap
 * @param more whether older messages are available
 */
public record HistoryPage(List<StoredMessage> messages, boolean more) {

    public HistoryPage {
        messages = List.copyOf(messages);
    }
}
