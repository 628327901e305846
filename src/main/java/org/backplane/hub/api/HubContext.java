package org.backplane.hub.api;

import java.util.concurrent.ThreadFactory;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.security.Authorizer;

/**
 * What a hub works with.
 *
 * @param node which node it is on
 * @param broker the way to all channels; outlives the hub, which does not close it
 * @param authorizer who may do what
 * @param threads where its threads come from
 */
public record HubContext(NodeIdentity node, Broker broker, Authorizer authorizer, ThreadFactory threads) {}
