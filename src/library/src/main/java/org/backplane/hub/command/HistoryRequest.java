package org.backplane.hub.command;

import org.backplane.message.Position;

/**
 * A page of the history of a channel.
 *
 * @param limit the maximum number of messages, 1 to {@value #MAX_LIMIT}
 * @param before the position that the page ends before; {@link Position#NONE} for the newest page
 */
public record HistoryRequest(int limit, Position before) {

    /** The largest limit of a page. */
    public static final int MAX_LIMIT = 100;

    /** The limit of a page if the request has none. */
    public static final int DEFAULT_LIMIT = 50;

    /** @throws IllegalArgumentException if the limit is out of bounds; its text can be sent to the client */
    public HistoryRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("\"limit\" must be 1 to " + MAX_LIMIT);
        }
    }
}
