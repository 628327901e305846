package org.backplane.hub.api;

import java.util.concurrent.ThreadFactory;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.security.Authorizer;

/**
 * The collaborators of a hub.
 *
 * @param node identity of the node
 * @param broker not closed by the hub
 * @param authorizer decides which user may do what
 * @param threads creates the threads of the hub
 */
public record HubContext(NodeIdentity node, Broker broker, Authorizer authorizer, ThreadFactory threads) {}
