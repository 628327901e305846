package org.backplane.endpoint.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Stores the {@link Handshake} in the user properties of the connection, and declines compression, which would take more
 * memory per connection than its outbound queue.
 *
 * <p>The user properties belong to one connection: WebSocket 2.1 requires a copy for each handshake, and Payara 6.2025.10 and
 * WildFly 39 make one.
 */
public final class HubConfigurator extends ServerEndpointConfig.Configurator {

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Handshake.of(request).storeIn(config);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
