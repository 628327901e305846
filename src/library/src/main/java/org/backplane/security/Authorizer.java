package org.backplane.security;

import org.backplane.message.ChannelName;

/**
 * Decides whether a user may execute an operation in a channel. Called for every operation that comes by WebSocket or REST,
 * not for those of application code.
 *
 * <p>An application decides itself by a CDI bean, which replaces the setting {@code access/rules} and may apply the rules as
 * well:
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
 * <p>No registration is needed. Two such beans fail the deployment, unless one is a selected alternative.
 *
 * <p>Implementations must be thread-safe and must not block, because they are called for each message: read from a database
 * beforehand. An exception refuses the operation. An allowed operation can still be refused. Reading an inbox is not decided
 * by authorizers: only its owner can, and always may. Sending to it is.
 *
 * <p>It is called when an operation is requested. So a subscription continues after its permission was revoked, until the
 * client subscribes again or reconnects. To end it at once, disconnect the user.
 */
@FunctionalInterface
public interface Authorizer {

    /** Allows every operation to every user. */
    Authorizer ALL_TO_ALL = (operation, channel, user) -> Decision.ALLOWED;

    /**
     * Decides whether a user may execute an operation in a channel now.
     *
     * @param operation what the user wants to do
     * @param channel the channel; for {@link Operation#SEND} the inbox of the recipient
     * @param user the user who asks
     * @return {@link Decision#ALLOWED}, or a refusal with the reason
     */
    Decision decide(Operation operation, ChannelName channel, User user);
}
