package org.backplane.broker;

import org.backplane.message.Position;

/**
 * What became of a publication.
 *
 * @param position where the message stands
 * @param id the message's id: the first one, if the key was known already
 */
public record Published(Position position, String id) {}
