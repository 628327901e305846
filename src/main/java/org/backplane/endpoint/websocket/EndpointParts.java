package org.backplane.endpoint.websocket;

import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;

/**
 * What the endpoints of all connections work with.
 *
 * <p>They are given it as one bean: Tyrus (Payara 6.2025.10) keeps the metadata of every injection point for each connection
 * anew, over 130 bytes each.
 */
public record EndpointParts(Hub hub, LoginSessions logins, HandshakePass pass, CommandReader reader) {

    public static EndpointParts of(Hub hub, LoginSessions logins, HandshakePass pass, Configuration configuration) {
        return new EndpointParts(hub, logins, pass, new CommandReader(configuration.get(Settings.MESSAGE_MAX_BYTES)));
    }
}
