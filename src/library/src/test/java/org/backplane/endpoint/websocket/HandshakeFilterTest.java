package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.server.HandshakeRequest;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backplane.config.Configuration;
import org.backplane.endpoint.container.WatchedUpgrade;
import org.backplane.security.AccessRules;
import org.backplane.security.Origins;
import org.backplane.security.RoleNames;
import org.backplane.test.RecordedLog;
import org.junit.jupiter.api.Test;

/** The filter of the WebSocket handshake, without a server. */
class HandshakeFilterTest {

    private final Configuration configuration = Configuration.of(Map.of());
    private final HandshakePass pass = new HandshakePass();
    private final List<String> refusals = new ArrayList<>();
    private final List<Object> upgraded = new ArrayList<>();

    private final HandshakeFilter filter = new HandshakeFilter();
    private Optional<Principal> login = Optional.empty();

    private Optional<HttpServletRequest> passed(Map<String, String> headers) throws Exception {
        set(filter, "origins", new Origins(configuration));
        set(filter, "configuration", configuration);
        set(filter, "pass", pass);
        set(filter, "roles", new RoleNames(configuration, AccessRules.of(configuration), Set.of()));
        List<HttpServletRequest> passed = new ArrayList<>();
        FilterChain chain = (request, response) -> passed.add((HttpServletRequest) request);
        filter.doFilter(request(headers), response(), chain);
        return passed.stream().findFirst();
    }

    private static void set(Object target, String name, Object value) throws ReflectiveOperationException {
        Field field = HandshakeFilter.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(target, value);
    }

    private HttpServletRequest request(Map<String, String> headers) {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getHeader" -> headers.get((String) arguments[0]);
            case "getHeaders" -> Collections.enumeration(List.of(headers.get((String) arguments[0])));
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            case "getRemoteAddr" -> "203.0.113.9";
            case "getUserPrincipal" -> login.orElse(null);
            case "upgrade" -> upgrade((Class<?>) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object upgrade(Class<?> type) throws ReflectiveOperationException {
        upgraded.add(type.getDeclaredConstructor().newInstance());
        return upgraded.get(0);
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> {
            refusals.add(method.getName() + " " + arguments[0]);
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void pageOfAnotherOriginIsRefusedBeforeTheUpgrade() throws Exception {
        assertThat(passed(Map.of("Host", "chat.example", "Origin", "https://evil.example")))
                .isEmpty();
        assertThat(refusals).containsExactly("setHeader Backplane-Refused", "sendError 403");
    }

    @Test
    void loginWithoutANameIsRefusedWithOneLogLine() throws Exception {
        login = Optional.of(() -> "");
        try (RecordedLog log = new RecordedLog(HandshakeFilter.class.getName())) {
            for (int i = 0; i < 100; i++) {
                assertThat(passed(Map.of("Host", "chat.example"))).isEmpty();
            }
            assertThat(Set.copyOf(refusals)).containsExactlyInAnyOrder("setHeader Backplane-Refused", "sendError 403");
            assertThat(log.warnings()).singleElement().asString().contains("a login whose name is empty");
        }
    }

    @Test
    void handshakeOfALoginWithoutANameIsRefusedIfItBypassedTheFilter() {
        HandshakeRequest request =
                fake(HandshakeRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUserPrincipal" -> (Principal) () -> "";
                    case "getHeaders" -> Map.of("X-Backplane-Pass", List.of(pass.secret()));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Handshake handshake = Handshake.of(request);
        assertThat(handshake.identity().verified()).isEmpty();
        assertThat(pass.isOn(handshake)).isFalse();
    }

    @Test
    void remoteAddressHeaderOfAClientIsReplaced() throws Exception {
        HttpServletRequest request = passed(Map.of(
                        "Host",
                        "chat.example",
                        "X-Forwarded-For",
                        "10.0.0.1",
                        "x-backplane-remote-address",
                        "10.0.0.1"))
                .orElseThrow();
        assertThat(request.getHeader("X-Backplane-Remote-Address")).isEqualTo("203.0.113.9");
        assertThat(Collections.list(request.getHeaders("x-BACKPLANE-remote-address")))
                .containsExactly("203.0.113.9");
        assertThat(Collections.list(request.getHeaderNames()))
                .filteredOn("X-Backplane-Remote-Address"::equalsIgnoreCase)
                .hasSize(1);
    }

    @Test
    void rolesHeaderOfAClientIsReplaced() throws Exception {
        HttpServletRequest request = passed(Map.of("Host", "chat.example", "x-backplane-roles", "administrator"))
                .orElseThrow();
        assertThat(request.getHeader("X-Backplane-Roles")).isEmpty();
        assertThat(Collections.list(request.getHeaders("x-backplane-roles"))).containsExactly("");
    }

    @Test
    void passHeaderOfAClientIsReplaced() throws Exception {
        HttpServletRequest request = passed(Map.of("Host", "chat.example", "x-backplane-pass", "guessed"))
                .orElseThrow();
        assertThat(request.getHeader("X-Backplane-Pass"))
                .isEqualTo(pass.secret())
                .isNotEqualTo("guessed");
        assertThat(new HandshakePass().secret()).isNotEqualTo(pass.secret());
    }

    @Test
    void servletUpgradeIsWrappedAndTheServerGetsItsHandler() throws Exception {
        HttpServletRequest request = passed(Map.of("Host", "chat.example")).orElseThrow();
        ServerHandler handler = request.upgrade(ServerHandler.class);
        WatchedUpgrade watched = (WatchedUpgrade) upgraded.get(0);
        watched.init(fake(WebConnection.class, (proxy, method, arguments) -> null));
        assertThat(handler.connections).hasSize(1);
        watched.destroy();
        assertThat(handler.connections).isEmpty();
    }

    @Test
    void serverReadsWithTheClassLoaderOfThePlatform() throws Exception {
        HttpServletRequest request = passed(Map.of("Host", "chat.example")).orElseThrow();
        ServerHandler handler = request.upgrade(ServerHandler.class);
        Client client = new Client();
        ((WatchedUpgrade) upgraded.get(0)).init(fake(WebConnection.class, (proxy, method, arguments) -> client));
        handler.connections.get(0).getInputStream().setReadListener(handler);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        client.listeners.get(0).onDataAvailable();

        assertThat(handler.loaders).containsExactly(ClassLoader.getPlatformClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    /** An input without bytes. */
    private static final class Client extends ServletInputStream {

        final List<ReadListener> listeners = new ArrayList<>();

        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            listeners.add(listener);
        }
    }

    /** The upgrade handler of a server. */
    public static final class ServerHandler implements HttpUpgradeHandler, ReadListener {

        final List<WebConnection> connections = new ArrayList<>();
        final List<ClassLoader> loaders = new ArrayList<>();

        @Override
        public void onDataAvailable() {
            loaders.add(Thread.currentThread().getContextClassLoader());
        }

        @Override
        public void onAllDataRead() {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void init(WebConnection opened) {
            connections.add(opened);
        }

        @Override
        public void destroy() {
            connections.clear();
        }
    }
}
