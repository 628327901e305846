package org.backplane.endpoint.websocket;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.endpoint.container.ContextLoader;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.message.Line;
import org.jspecify.annotations.Nullable;

/**
 * The server side of a WebSocket: parses frames into commands of the hub, and gives the hub a {@link SessionTransport} for the
 * answers.
 *
 * <p>There is one instance per connection. The container calls it with one message at a time, through the methods of a subclass
 * that has the path and the annotations: Open Liberty 26.0.0.3 does not find annotations in superclasses (CWWKH0002E).
 */
public abstract class HubSocket {

    private static final System.Logger LOG = System.getLogger(HubSocket.class.getName());
    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    private EndpointParts parts;
    private Optional<StringBuilder> incomplete = Optional.empty();
    private @Nullable SessionTransport transport;
    private @Nullable Connection connection;
    private Optional<HttpSession> session = Optional.empty();

    /** The container injects afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected HubSocket() {}

    @Inject
    void use(EndpointParts parts) {
        this.parts = parts;
    }

    /**
     * Opens the connection in the hub, or closes it with 1008 if the handshake bypassed {@link HandshakeFilter}, so that
     * nothing is known of its origin and login. The idle timeout of the container is off, since the hub has timeouts of its
     * own.
     */
    protected final void opened(Session socket, EndpointConfig config) {
        socket.setMaxIdleTimeout(0);
        socket.setMaxTextMessageBufferSize(parts.hub().maxFrameBytes());
        socket.setMaxBinaryMessageBufferSize(parts.hub().maxFrameBytes());
        Handshake handshake = Handshake.storedIn(config);
        SessionTransport link = new SessionTransport(socket, handshake.remoteAddress());
        if (!parts.pass().isOn(handshake)) {
            LIMITED_LOG.log(
                    Level.WARNING,
                    "A WebSocket that did not pass the filter of Backplane was closed with 1008: its request spelled the path"
                            + " in another way.");
            link.close(CloseReason.WRONG_PATH);
            return;
        }
        transport = link;
        Connection opened = parts.hub().open(link, handshake.identity());
        connection = opened;
        session = handshake.session();
        session.ifPresent(login -> parts.logins().opened(login, opened));
    }

    /**
     * Executes the commands of a frame. Long messages arrive in parts, so that no more than the maximum size is ever buffered:
     * Undertow (WildFly 39) would buffer a whole message of any size, whatever the limit of the session is.
     */
    protected final void received(String part, boolean last) {
        Connection client = connection;
        if (client == null || !client.isOpen()) {
            return;
        }
        if (incomplete.map(StringBuilder::length).orElse(0) + part.length()
                > parts.hub().maxFrameBytes()) {
            incomplete = Optional.empty();
            client.close(CloseReason.FRAME_TOO_LARGE);
        } else if (!last) {
            incomplete = Optional.of(incomplete.orElseGet(StringBuilder::new).append(part));
        } else {
            String frame =
                    incomplete.map(earlier -> earlier.append(part).toString()).orElse(part);
            incomplete = Optional.empty();
            ContextLoader.ofApplication(() -> read(client, frame));
        }
    }

    private void read(Connection client, String frame) {
        if (Line.utf8Length(frame) > parts.hub().maxFrameBytes()) {
            client.close(CloseReason.FRAME_TOO_LARGE);
            return;
        }
        for (String line : CommandReader.lines(frame)) {
            if (!client.isOpen()) {
                return;
            }
            client.accept(parts.reader().read(line));
        }
    }

    /** Answers a binary message with {@code bad-request}. */
    protected final void receivedBinary(ByteBuffer part, boolean last) {
        Connection client = connection;
        if (client != null && last) {
            client.accept(CommandReader.binary());
        }
    }

    /** Passes a pong to the transport, which may send the next frame then. */
    protected final void receivedPong(PongMessage answer) {
        SessionTransport link = transport;
        if (link != null) {
            link.pong(answer.getApplicationData());
        }
    }

    /** Reports to the hub that the connection is closed. */
    protected final void closed() {
        Connection client = connection;
        if (client != null) {
            ContextLoader.ofApplication(client::ended);
            session.ifPresent(login -> parts.logins().closed(login, client));
        }
    }

    /** Logs at DEBUG only, since broken links are ordinary; the container closes the session afterwards. */
    protected final void failed(Throwable failure) {
        LOG.log(Level.DEBUG, "a session failed", failure);
    }
}
