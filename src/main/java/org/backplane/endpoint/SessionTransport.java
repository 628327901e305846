package org.backplane.endpoint;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.backplane.hub.CloseReason;
import org.backplane.hub.Transport;

/** Sends by a WebSocket session. */
final class SessionTransport implements Transport {

    private static final System.Logger LOG = System.getLogger(SessionTransport.class.getName());

    /** The container waits so long for the end of a link that was closed. */
    private static final long FAREWELL_MILLIS = 5_000;

    private final Session session;
    private final String remoteAddress;

    SessionTransport(Session session, String remoteAddress) {
        this.session = session;
        this.remoteAddress = remoteAddress;
    }

    @Override
    public void send(String frame, Sent sent) {
        try {
            session.getAsyncRemote().sendText(frame, result -> sent.done(result.isOK()));
        } catch (RuntimeException closed) {
            LOG.log(Level.DEBUG, "a session takes nothing more", closed);
            sent.done(false);
        }
    }

    /** On a link that its client does not read the close frame goes nowhere, so the container is told to give up on it. */
    @Override
    public void close(CloseReason reason) {
        try {
            if (session.isOpen()) {
                session.setMaxIdleTimeout(FAREWELL_MILLIS);
                session.close(new jakarta.websocket.CloseReason(
                        jakarta.websocket.CloseReason.CloseCodes.getCloseCode(reason.code()), reason.text()));
            }
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "a session could not be closed", gone);
        }
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }
}
