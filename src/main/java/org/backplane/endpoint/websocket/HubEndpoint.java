package org.backplane.endpoint.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
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
 * The WebSocket door: takes frames apart into commands for the hub, and gives the hub a session to send by.
 *
 * <p>There is one instance for each connection, and the containers call it with one message at a time.
 */
@ServerEndpoint(value = "/hub", configurator = HubConfigurator.class)
@Dependent
public class HubEndpoint {

    private static final System.Logger LOG = System.getLogger(HubEndpoint.class.getName());
    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    private EndpointParts door;
    private Optional<StringBuilder> begun = Optional.empty();
    private @Nullable SessionTransport transport;
    private @Nullable Connection connection;
    private Optional<HttpSession> session = Optional.empty();

    /**
     * For the container, which injects afterwards: Open Liberty 26.0.0.3 deploys no endpoint without such a constructor
     * (CWWKH0001E).
     */
    @SuppressWarnings("NullAway.Init")
    public HubEndpoint() {}

    /** Takes what the container injects. */
    @Inject
    void use(EndpointParts door) {
        this.door = door;
    }

    /**
     * Takes the client in, unless it went round {@link HandshakeFilter}: whatever that would have refused is not known then.
     * The hub has timeouts of its own, so the container's is off.
     */
    @OnOpen
    public void open(Session socket, EndpointConfig config) {
        socket.setMaxIdleTimeout(0);
        socket.setMaxTextMessageBufferSize(door.hub().maxFrameBytes());
        socket.setMaxBinaryMessageBufferSize(door.hub().maxFrameBytes());
        Handshake handshake = Handshake.keptIn(config);
        SessionTransport link = new SessionTransport(socket, handshake.remoteAddress());
        if (!door.pass().isOn(handshake)) {
            RARE.log(
                    Level.WARNING,
                    "A WebSocket that did not pass the filter of Backplane was closed with 1008. If all are, the filter is not in"
                            + " this deployment: remove metadata-complete=\"true\" from WEB-INF/web.xml, and name <others/> in an"
                            + " absolute-ordering.");
            link.close(CloseReason.WRONG_PATH);
            return;
        }
        transport = link;
        Connection opened = door.hub().open(link, handshake.identity());
        connection = opened;
        session = handshake.session();
        session.ifPresent(login -> door.logins().opened(login, opened));
    }

    /**
     * Reads the commands of a frame. A long one comes in parts, so that no more of it is kept than a frame may have:
     * Undertow (WildFly 39) takes in a whole message of any size, whatever the session's limit says.
     */
    @OnMessage
    public void text(String part, boolean last) {
        Connection client = connection;
        if (client == null || !client.isOpen()) {
            return;
        }
        if (begun.map(StringBuilder::length).orElse(0) + part.length()
                > door.hub().maxFrameBytes()) {
            begun = Optional.empty();
            client.close(CloseReason.FRAME_TOO_LARGE);
        } else if (!last) {
            begun = Optional.of(begun.orElseGet(StringBuilder::new).append(part));
        } else {
            String frame = begun.map(before -> before.append(part).toString()).orElse(part);
            begun = Optional.empty();
            ContextLoader.ofApplication(() -> read(client, frame));
        }
    }

    private void read(Connection client, String frame) {
        if (Line.utf8Length(frame) > door.hub().maxFrameBytes()) {
            client.close(CloseReason.FRAME_TOO_LARGE);
            return;
        }
        for (String line : CommandReader.lines(frame)) {
            if (!client.isOpen()) {
                return;
            }
            client.accept(door.reader().read(line));
        }
    }

    /** Refuses what is no text. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        Connection client = connection;
        if (client != null && last) {
            client.accept(CommandReader.binary());
        }
    }

    /** Lets the next frames go. */
    @OnMessage
    public void pong(PongMessage answer) {
        SessionTransport link = transport;
        if (link != null) {
            link.pong(answer.getApplicationData());
        }
    }

    /** Lets go of the client. */
    @OnClose
    public void close() {
        Connection client = connection;
        if (client != null) {
            ContextLoader.ofApplication(client::ended);
            session.ifPresent(login -> door.logins().closed(login, client));
        }
    }

    /** A broken link is nothing unusual; the container closes the session afterwards. */
    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "a session failed", failure);
    }
}
