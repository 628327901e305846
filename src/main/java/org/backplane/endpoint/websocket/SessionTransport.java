package org.backplane.endpoint.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.backplane.endpoint.container.FrameSending;
import org.backplane.endpoint.container.UndertowThread;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;

/** Sends by a WebSocket session, no more than the client reads. */
final class SessionTransport implements Transport {

    private static final System.Logger LOG = System.getLogger(SessionTransport.class.getName());

    /** The container waits so long for the end of a link that was closed. */
    private static final long FAREWELL_MILLIS = 5_000;

    private final Session session;
    private final FrameSending sending;
    private final String remoteAddress;
    private final SendWindow window = new SendWindow();

    SessionTransport(Session session, String remoteAddress) {
        this.session = session;
        this.sending = FrameSending.by(session);
        this.remoteAddress = remoteAddress;
    }

    @Override
    public void send(Frame frame, Sent sent) {
        try {
            Optional<ByteBuffer> question = window.question();
            if (question.isPresent()) {
                session.getAsyncRemote().sendPing(question.get());
            }
            window.count(frame.bytes());
            sending.send(frame, result -> {
                if (result.isOK()) {
                    window.whenOpen(() -> sent.done(true));
                } else {
                    sent.done(false);
                }
            });
        } catch (IOException | RuntimeException closed) {
            LOG.log(Level.DEBUG, "a session takes nothing more", closed);
            sent.done(false);
        }
    }

    /** The client has read up to a ping. */
    void pong(ByteBuffer answer) {
        window.answer(answer);
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
        window.end();
    }

    @Override
    public Optional<Executor> writingThread() {
        return UndertowThread.of(session);
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }
}
