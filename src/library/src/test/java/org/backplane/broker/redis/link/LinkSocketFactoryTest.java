package org.backplane.broker.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** No socket stays open that nobody got. */
@Timeout(60)
class LinkSocketFactoryTest {

    private static final int NEGATIVE = -1;

    @Test
    void socketThatCannotBeSetUpIsClosed() throws IOException {
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(5_000)
                .socketTimeoutMillis(NEGATIVE)
                .build();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LinkSocketFactory sockets = new LinkSocketFactory(
                    new HostAndPort("127.0.0.1", server.getLocalPort()),
                    config,
                    new LinkOpenings(Thread::new),
                    new LinkOpening(Duration.ofSeconds(30)));

            assertThatIllegalArgumentException().isThrownBy(sockets::createSocket);

            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(5_000);
                assertThat(wasClosed(accepted)).isTrue();
            }
        }
    }

    /** Waits for the other end to close the socket. */
    private static boolean wasClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
