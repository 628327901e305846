package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Map;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.Wire;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** How many connections an address may have, where an administrator set {@code connections/per-address}. */
@TwoServersTest
class AddressLimitIT {

    private static final int TOO_MANY = 4029;
    private static final Map<String, String> PLAIN = Map.of();

    /** What a client may say of itself, and no server was told to believe. */
    private static final Map<String, String> MADE_UP = Map.of(
            "X-Forwarded-For", "203.0.113.7",
            "Forwarded", "for=203.0.113.7",
            "X-Real-IP", "203.0.113.7",
            "X-Backplane-Remote-Address", "203.0.113.7");

    private final InetAddress one = InetAddress.getLoopbackAddress();
    private final InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});

    @ArquillianResource
    private TwoServers servers;

    AddressLimitIT() throws IOException {}

    @Test
    void addressHasSoManyConnectionsWhateverItsHeadersSay() throws IOException {
        assumeTrue(isOurs(other), "this machine has one address only");
        WebArchive archive = Archives.withWebXml("limited.war", """
                <context-param><param-name>connections/per-address</param-name><param-value>2</param-value></context-param>
                <context-param><param-name>connection/ping</param-name><param-value>PT1M</param-value></context-param>
                """);
        servers.deploy(servers.a(), archive);
        try (RawWebSocket first = connect(one, MADE_UP)) {
            assertThat(hello(first)).contains("\"welcome\"");
            secondIsTheLast();
            await().atMost(Wire.BOUND).until(() -> isWelcome(one));
        } finally {
            servers.undeploy(servers.a(), archive);
        }
    }

    private static boolean isOurs(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException notHere) {
            return false;
        }
    }

    private void secondIsTheLast() throws IOException {
        try (RawWebSocket second = connect(one, PLAIN)) {
            assertThat(hello(second)).contains("\"welcome\"");
            assertRefused(PLAIN);
            assertRefused(MADE_UP);
            assertThat(isWelcome(other)).isTrue();
        }
    }

    private RawWebSocket connect(InetAddress from, Map<String, String> headers) throws IOException {
        return RawWebSocket.from(from, servers.a(), "/limited/hub", headers);
    }

    private static String hello(RawWebSocket socket) throws IOException {
        socket.text("{\"type\":\"hello\",\"name\":\"x\"}");
        return socket.readText();
    }

    /** A server may have hung up before the client could say anything. */
    private boolean isWelcome(InetAddress from) throws IOException {
        try (RawWebSocket socket = connect(from, PLAIN)) {
            return hello(socket).contains("\"welcome\"");
        } catch (SocketException sentAway) {
            return false;
        }
    }

    private void assertRefused(Map<String, String> headers) throws IOException {
        try (RawWebSocket socket = connect(one, headers)) {
            assertThat(socket.readClose()).isEqualTo(TOO_MANY);
        }
    }
}
