package org.backplane.hub.command;

import org.backplane.message.Position;

/**
 * Which page of a channel's past is wanted.
 *
 * @param limit how many messages at most, 1 to {@value #MAX_LIMIT}
 * @param before the position that the page ends before; {@link Position#NONE} for the newest page
 */
public record HistoryRequest(int limit, Position before) {

    /** Most messages of one page. */
    public static final int MAX_LIMIT = 100;

    /** Messages of a page if nobody says otherwise. */
    public static final int DEFAULT_LIMIT = 50;

    /** @throws IllegalArgumentException if the limit is out of bounds; the message is fit for the client */
    public HistoryRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("\"limit\" must be 1 to " + MAX_LIMIT);
        }
    }
}
