package org.backplane.broker;

import org.backplane.message.DisplayName;
import org.backplane.message.UserId;

/**
 * The presence of a user in a channel on one node.
 *
 * @param node the id of the node
 * @param nodeName the name under which the node is shown
 * @param user the id of the user
 * @param name the name under which the user is shown
 * @param verified whether the container has authenticated the user
 * @param connections how many connections of the user to the node are subscribed to the channel
 */
public record Presence(String node, String nodeName, UserId user, DisplayName name, boolean verified, int connections) {

    /** The same user without connections to the node. */
    public Presence gone() {
        return new Presence(node, nodeName, user, name, verified, 0);
    }
}
