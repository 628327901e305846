package org.backplane.endpoint.websocket;

import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;

/**
 * The collaborators of all instances of {@link HubEndpoint}.
 *
 * <p>They are injected as one bean, because Tyrus (Payara 6.2025.10) stores the metadata of each injection point once per
 * connection, over 130 bytes each.
 */
public record EndpointParts(Hub hub, LoginSessions logins, HandshakePass pass, CommandReader reader) {

    public static EndpointParts of(Hub hub, LoginSessions logins, HandshakePass pass, Configuration configuration) {
        return new EndpointParts(hub, logins, pass, new CommandReader(configuration.get(Settings.MESSAGE_MAX_BYTES)));
    }
}
