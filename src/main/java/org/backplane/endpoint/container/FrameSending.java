package org.backplane.endpoint.container;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import org.backplane.hub.api.Frame;

/** How the text frames of a session are handed to its container: the portable way, or one that costs a container less. */
@FunctionalInterface
public interface FrameSending {

    /** The best one for a session. */
    static FrameSending by(Session session) {
        return TyrusSending.by(session).orElseGet(() -> portable(session));
    }

    /** Asynchronous, as the specification has it; the outcome is told when the container is done with the frame. */
    static FrameSending portable(Session session) {
        return (frame, outcome) -> session.getAsyncRemote().sendText(frame.text(), outcome);
    }

    /**
     * Hands a frame over, without waiting for the network.
     *
     * @throws IOException if the session takes nothing more; a {@link RuntimeException} says so too
     */
    void send(Frame frame, SendHandler outcome) throws IOException;
}
