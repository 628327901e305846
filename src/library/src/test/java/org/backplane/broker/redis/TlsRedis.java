package org.backplane.broker.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.backplane.test.Authority;
import org.backplane.test.Authority.Pem;
import org.backplane.test.FreePorts;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;

/**
 * A Redis that speaks TLS on a second port, with a certificate of a test's own authority; and what this JVM trusts, which
 * is as before when it is closed.
 */
final class TlsRedis implements AutoCloseable {

    private final int port = FreePorts.takeOne();
    private final RedisServer server;
    private final JavaStores stores = new JavaStores();

    /**
     * Starts it; skips the test where there is no Redis that speaks TLS.
     *
     * @param authority whom it trusts
     * @param pem its own certificate, at first
     */
    TlsRedis(Authority authority, Pem pem) {
        assumeTrue(Kind.SYSTEM.isThereOrRequired(), "no redis-server on the PATH");
        server = RedisServer.start(
                Kind.SYSTEM,
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                pem.certificate().toString(),
                "--tls-key-file",
                pem.key().toString(),
                "--tls-ca-cert-file",
                authority.certificate().toString(),
                "--tls-auth-clients",
                "no");
    }

    /** Where it speaks TLS, as {@code redis/host} takes it. */
    String address() {
        return "rediss://127.0.0.1:" + port;
    }

    /** The port at which it speaks TLS. */
    int port() {
        return port;
    }

    /** Where it does not speak TLS. */
    RedisServer server() {
        return server;
    }

    /** Shows another certificate from now on. */
    void show(Pem pem) {
        show(server, pem);
    }

    /** A server of anyone's shows another certificate from now on. */
    static void show(RedisServer server, Pem pem) {
        server.command(
                "CONFIG",
                "SET",
                "tls-cert-file",
                pem.certificate().toString(),
                "tls-key-file",
                pem.key().toString());
    }

    /** Wants a certificate of its clients from now on. */
    void askClients() {
        server.command("CONFIG", "SET", "tls-auth-clients", "yes");
    }

    /** This JVM trusts what is in the store, and nothing else. */
    void trust(Path store) {
        stores.trust(store);
    }

    /** This JVM has the key and certificate of the store. */
    void has(Path store) {
        stores.has(store);
    }

    @Override
    public void close() {
        stores.close();
        server.close();
    }
}
