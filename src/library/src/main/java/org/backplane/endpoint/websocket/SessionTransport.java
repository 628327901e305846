package org.backplane.endpoint.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.backplane.endpoint.container.Container;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;

/** Sends through a WebSocket session, within the {@link SendWindow} of the client. */
final class SessionTransport implements Transport {

    private static final System.Logger LOG = System.getLogger(SessionTransport.class.getName());

    /** How long the container waits for the close frame of the client before it drops the connection. */
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

    private final Session session;
    private final Container container;
    private final String remoteAddress;
    private final SendWindow window = new SendWindow();

    SessionTransport(Session session, String remoteAddress) {
        this.session = session;
        this.container = Container.of(session);
        this.remoteAddress = remoteAddress;
    }

    @Override
    public void send(Frame frame, Sent sent) {
        try {
            Optional<ByteBuffer> ping = window.nextPing();
            if (ping.isPresent()) {
                session.getAsyncRemote().sendPing(ping.get());
            }
            window.addSent(frame.bytes());
            container.send(frame, result -> {
                if (result.isOK()) {
                    window.whenOpen(() -> sent.done(true));
                } else {
                    sent.done(false);
                }
            });
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "a session does not accept frames any more", closed);
            sent.done(false);
        }
    }

    /** Handles a pong of the client. */
    void pong(ByteBuffer payload) {
        window.pong(payload);
    }

    /** Sets an idle timeout too, since the close frame never reaches a client that does not read. */
    @Override
    public void close(CloseReason reason) {
        try {
            if (session.isOpen()) {
                session.setMaxIdleTimeout(CLOSE_TIMEOUT_MILLIS);
                session.close(new jakarta.websocket.CloseReason(
                        jakarta.websocket.CloseReason.CloseCodes.getCloseCode(reason.code()), reason.text()));
            }
        } catch (IOException | RuntimeException alreadyClosed) {
            LOG.log(Level.DEBUG, "a session could not be closed", alreadyClosed);
        }
        window.close();
    }

    @Override
    public Optional<Executor> writingThread() {
        return container.writingThread();
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }
}
