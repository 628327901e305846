package org.backplane.broker;

import org.backplane.message.Position;

/**
 * Which page of the past is wanted.
 *
 * @param before the position that the page ends before; {@link Position#NONE} for the newest page
 * @param limit how many messages at most, 1 or more
 * @param maxBytes how many bytes of lines at most, but one message at least
 */
public record HistoryQuery(Position before, int limit, int maxBytes) {}
