package org.backplane.endpoint.root;

import jakarta.enterprise.context.Dependent;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.backplane.endpoint.websocket.HubConfigurator;
import org.backplane.endpoint.websocket.HubSocket;

/** The WebSocket endpoint at {@code hub}. */
@ServerEndpoint(value = "/hub", configurator = HubConfigurator.class)
@Dependent
public class RootHub extends HubSocket {

    /** For the container: Open Liberty 26.0.0.3 deploys no endpoint without a public constructor (CWWKH0001E). */
    public RootHub() {}

    @OnOpen
    public void open(Session socket, EndpointConfig config) {
        opened(socket, config);
    }

    @OnMessage
    public void text(String part, boolean last) {
        received(part, last);
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        receivedBinary(part, last);
    }

    @OnMessage
    public void pong(PongMessage answer) {
        receivedPong(answer);
    }

    @OnClose
    public void close() {
        closed();
    }

    @OnError
    public void error(Throwable failure) {
        failed(failure);
    }
}
