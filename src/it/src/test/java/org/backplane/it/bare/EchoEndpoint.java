package org.backplane.it.bare;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The only class of a WAR that does nothing but WebSocket. */
@ServerEndpoint("/hub")
public class EchoEndpoint {

    /** For the container. */
    public EchoEndpoint() {}

    /** Sends back what came. */
    @OnMessage
    public String text(String text) {
        return text;
    }
}
