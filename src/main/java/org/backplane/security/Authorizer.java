package org.backplane.security;

import org.backplane.message.ChannelName;

/**
 * Says who may do what in which channel. It is asked for every operation of every door but those of application code.
 *
 * <p>Thread-safe; must not block. What it allows can still be refused: that nobody but its owner gets at an inbox is not
 * for an authorizer to decide.
 */
@FunctionalInterface
public interface Authorizer {

    /** Allows everybody everything. */
    Authorizer ALL_TO_ALL = (operation, channel, user) -> Decision.ALLOWED;

    /** Whether a user may do this in that channel now. */
    Decision decide(Operation operation, ChannelName channel, User user);
}
