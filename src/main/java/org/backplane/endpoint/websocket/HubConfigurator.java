package org.backplane.endpoint.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Keeps what a handshake tells of the client, and switches compression off: it would cost more memory for each connection
 * than all that waits for it.
 *
 * <p>The user properties are those of one connection: WebSocket 2.1 has each handshake get a copy, and so it is on Payara
 * 6.2025.10 and WildFly 39.
 */
public final class HubConfigurator extends ServerEndpointConfig.Configurator {

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Handshake.of(request).keepIn(config);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
