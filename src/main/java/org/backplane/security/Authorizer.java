package org.backplane.security;

import org.backplane.message.ChannelName;

/**
 * Says who may do what in which channel. It is asked for every operation of every door but those of application code.
 *
 * <p>An application decides by a CDI bean of its own, which then stands in place of the setting {@code access/rules}, and
 * asks the rules if it likes:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class OwnersDecide implements Authorizer {
 *     @Inject AccessRules rules;
 *     @Inject Owners owners;
 *
 *     @Override
 *     public Decision decide(Operation operation, ChannelName channel, User user) {
 *         return owners.own(user.id(), channel) ? Decision.ALLOWED : rules.decide(operation, channel, user);
 *     }
 * }
 * }</pre>
 *
 * <p>Nothing has to be registered. Two such beans are an error of the deployment, unless one is a selected alternative.
 *
 * <p>Thread-safe; must not block, as it is asked before each message: look into a database beforehand. One that throws
 * refuses. What it allows can still be refused: that nobody but its owner gets at an inbox is not for an authorizer to
 * decide, nor is it asked whether somebody reads his own.
 *
 * <p>It is asked when something is asked for, so a subscription lives on when the right to it is taken away: until the client
 * subscribes again or comes back. Whoever wants it to end at once disconnects the user.
 */
@FunctionalInterface
public interface Authorizer {

    /** Allows everybody everything. */
    Authorizer ALL_TO_ALL = (operation, channel, user) -> Decision.ALLOWED;

    /** Whether a user may do this in that channel now. */
    Decision decide(Operation operation, ChannelName channel, User user);
}
