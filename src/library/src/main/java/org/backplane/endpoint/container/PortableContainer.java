package org.backplane.endpoint.container;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import org.backplane.hub.api.Frame;

/** A container of which nothing is known: sends by the asynchronous method of Jakarta WebSocket. */
record PortableContainer(Session session) implements Container {

    @Override
    public void send(Frame frame, SendHandler outcome) {
        session.getAsyncRemote().sendText(frame.text(), outcome);
    }
}
