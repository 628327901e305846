package org.backplane.broker;

import org.backplane.message.DisplayName;
import org.backplane.message.UserId;

/**
 * A user's presence in a channel on one node.
 *
 * @param node the id of the node
 * @param nodeName the name under which the node is shown
 * @param user who
 * @param name the name shown
 * @param verified whether the container vouches for him
 * @param connections how many of his connections to that node listen to the channel
 */
public record Presence(String node, String nodeName, UserId user, DisplayName name, boolean verified, int connections) {

    /** The same user, without a connection to the node. */
    public Presence gone() {
        return new Presence(node, nodeName, user, name, verified, 0);
    }
}
