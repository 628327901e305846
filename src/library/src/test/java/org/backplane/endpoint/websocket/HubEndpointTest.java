package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.command.Identity;
import org.backplane.message.ChannelName;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubEndpointTest {

    private final Configuration configuration = Configuration.of(Map.of("message/max-bytes", "1 KiB"));
    private final NodeIdentity node = NodeIdentity.random("a");
    private final MemoryBroker broker =
            new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), Thread::new);
    private final List<ClassLoader> seen = new CopyOnWriteArrayList<>();
    private final Hub hub = new Hub(configuration, new HubContext(node, broker, this::decide, Thread::new));
    private final HandshakePass pass = new HandshakePass();
    private HubEndpoint endpoint = new HubEndpoint();

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Integer> closed = new CopyOnWriteArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeEach
    void open() {
        open(pass.secret());
    }

    private void open(String secret) {
        endpoint.use(EndpointParts.of(hub, new LoginSessions(), pass, configuration));
        EndpointConfig config = fake(EndpointConfig.class, (proxy, method, arguments) -> properties);
        Identity ada = new Identity(Optional.of(User.ofPrincipal("ada", role -> false)), "Ada");
        new Handshake(ada, "127.0.0.1", Optional.empty(), secret).storeIn(config);
        endpoint.open(session(), config);
    }

    private Session session() {
        RemoteEndpoint.Async remote = fake(RemoteEndpoint.Async.class, (proxy, method, arguments) -> {
            sent.add((String) arguments[0]);
            ((SendHandler) arguments[1]).onResult(new SendResult());
            return null;
        });
        return fake(Session.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed.add(((CloseReason) arguments[0]).getCloseCode().getCode());
            }
            return switch (method.getName()) {
                case "getAsyncRemote" -> remote;
                case "isOpen" -> closed.isEmpty();
                default -> null;
            };
        });
    }

    @AfterEach
    void end() {
        hub.close();
        broker.close();
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** An authorizer that depends on the context class loader, as a bean of an application may. */
    private Decision decide(Operation operation, ChannelName channel, User user) {
        seen.add(Thread.currentThread().getContextClassLoader());
        return Decision.ALLOWED;
    }

    private void awaitSent(String text) {
        eventually(text, () -> String.join("\n", sent).contains(text));
    }

    @Test
    void helloAnswersTheUserOfTheHandshake() {
        endpoint.text("{\"type\":\"hello\"}", true);

        awaitSent("\"user\":\"ada\",\"name\":\"Ada\",\"verified\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "guessed"})
    void handshakeThatBypassedTheFilterIsRefused(String secret) {
        endpoint = new HubEndpoint();
        open(secret);
        endpoint.text("{\"type\":\"hello\"}", true);

        assertThat(closed).containsExactly(1008);
        assertThat(sent).isEmpty();
        assertThat(hub.status().now().connections())
                .as("only the connection of the set-up")
                .isEqualTo(1);
    }

    @Test
    void everyLineIsACommandAndFramesMayArriveInParts() {
        endpoint.text("{\"type\":\"hello\"}\n{\"type\":\"unsub", false);
        assertThat(sent).isEmpty();
        endpoint.text("scribe\",\"channel\":\"home\",\"id\":1}\nnonsense", true);

        awaitSent("\"type\":\"welcome\"");
        awaitSent("{\"type\":\"unsubscribed\",\"id\":1,\"channel\":\"home\"}");
        awaitSent("not a JSON object");
        endpoint.text("{\"type\":\"unsubscribe\",\"channel\":\"home\",\"id\":2}", true);
        awaitSent("{\"type\":\"unsubscribed\",\"id\":2,\"channel\":\"home\"}");
    }

    @Test
    void applicationCodeRunsWithItsClassLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader other = ClassLoader.getPlatformClassLoader();
        Thread.currentThread().setContextClassLoader(other);
        try {
            endpoint.text("{\"type\":\"hello\"}", true);
            endpoint.text("{\"type\":\"subscribe\",\"channel\":\"home\",\"id\":1}", true);
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        awaitSent("\"type\":\"subscribed\"");
        assertThat(seen).isNotEmpty().containsOnly(HubEndpoint.class.getClassLoader());
    }

    @Test
    void tooLargeFrameClosesTheConnectionBeforeItsEnd() {
        endpoint.text("{\"type\":\"hello\"}", true);
        for (int i = 0; i < 9; i++) {
            endpoint.text("x".repeat(1024), false);
        }

        eventually("the end", () -> closed.equals(List.of(1009)));
        endpoint.text("more", true);
        assertThat(hub.status().now().connections()).isZero();
    }

    @Test
    void frameSizeIsLimitedInBytes() {
        endpoint.text("{\"type\":\"hello\"}", true);
        endpoint.text("é".repeat(5000), true);

        eventually("the end", () -> closed.equals(List.of(1009)));
    }

    @Test
    void binaryFrameIsAnsweredOnceAndClosesNothing() {
        endpoint.text("{\"type\":\"hello\"}", true);
        endpoint.binary(ByteBuffer.allocate(10), false);
        endpoint.binary(ByteBuffer.allocate(10), true);
        endpoint.text("{\"type\":\"unsubscribe\",\"channel\":\"home\",\"id\":2}", true);

        awaitSent("\"id\":2");
        assertThat(String.join("\n", sent)).containsOnlyOnce("bad-request");
    }

    @Test
    void closedSessionClosesTheConnection() {
        endpoint.text("{\"type\":\"hello\"}", true);
        endpoint.close();

        assertThat(hub.status().now().connections()).isZero();
    }
}
