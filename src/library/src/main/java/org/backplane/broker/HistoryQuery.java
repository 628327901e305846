package org.backplane.broker;

import org.backplane.message.Position;

/**
 * A request for a page of history.
 *
 * @param before the position that the page ends before; {@link Position#NONE} for the newest page
 * @param limit the maximum number of messages, at least 1
 * @param maxBytes the maximum size of their lines; one message is always returned
 */
public record HistoryQuery(Position before, int limit, int maxBytes) {}
