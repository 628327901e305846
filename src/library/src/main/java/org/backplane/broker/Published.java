package org.backplane.broker;

import org.backplane.message.Position;

/**
 * The result of a publication.
 *
 * @param position the position of the message
 * @param id the id of the message; that of the first one if the idempotency key was known
 * @param begun whether this message created the channel
 */
public record Published(Position position, String id, boolean begun) {}
