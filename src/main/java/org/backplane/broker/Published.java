package org.backplane.broker;

import org.backplane.message.Position;

/**
 * What became of a publication.
 *
 * @param position where the message stands
 * @param id the message's id: the first one, if the key was known already
 * @param begun whether the channel was not there and began with this message
 */
public record Published(Position position, String id, boolean begun) {}
