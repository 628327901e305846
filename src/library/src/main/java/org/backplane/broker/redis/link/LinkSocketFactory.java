package org.backplane.broker.redis.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens the socket of one link, as Jedis does, but within the deadline of its {@link LinkOpening}: the factory of Jedis 8.0.2
 * resolves the name and tries each address without a common deadline. Used once, by one thread.
 */
final class LinkSocketFactory implements JedisSocketFactory {

    private final HostAndPort server;
    private final JedisClientConfig config;
    private final LinkOpenings openings;
    private final LinkOpening opening;

    LinkSocketFactory(HostAndPort server, JedisClientConfig config, LinkOpenings openings, LinkOpening opening) {
        this.server = server;
        this.config = config;
        this.openings = openings;
        this.opening = opening;
    }

    @Override
    public Socket createSocket() {
        try {
            return setUp(connect());
        } catch (IOException | GeneralSecurityException e) {
            throw new JedisConnectionException("Failed to create a socket to " + server, e);
        }
    }

    /** Whatever this throws, nobody else would close the socket. */
    private Socket setUp(Socket plain) throws IOException, GeneralSecurityException {
        try {
            plain.setSoTimeout(opening.timeoutMillis(Duration.ofMillis(config.getSocketTimeoutMillis())));
            @Nullable SslOptions tls = config.getSslOptions();
            return tls == null ? plain : encrypted(plain, tls);
        } catch (IOException | GeneralSecurityException | RuntimeException | Error e) {
            plain.close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        List<InetAddress> addresses = Arrays.asList(openings.resolve(server.getHost(), opening));
        Collections.shuffle(addresses);
        JedisConnectionException failure = new JedisConnectionException("Failed to connect to " + server);
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            opening.waitsFor(socket);
            try {
                connect(socket, address);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure.addSuppressed(e);
            } catch (RuntimeException | Error e) {
                socket.close();
                throw e;
            }
        }
        throw failure;
    }

    private void connect(Socket socket, InetAddress address) throws IOException {
        socket.setReuseAddress(true);
        socket.setKeepAlive(true);
        socket.setTcpNoDelay(true);
        socket.setSoLinger(true, 0);
        socket.connect(
                new InetSocketAddress(address, server.getPort()),
                opening.timeoutMillis(Duration.ofMillis(config.getConnectionTimeoutMillis())));
    }

    private Socket encrypted(Socket plain, SslOptions tls) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket)
                tls.createSslContext().getSocketFactory().createSocket(plain, server.getHost(), server.getPort(), true);
        @Nullable SSLParameters given = tls.getSslParameters();
        SSLParameters parameters = given == null ? socket.getSSLParameters() : given;
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        opening.waitsFor(socket);
        socket.startHandshake();
        return socket;
    }
}
