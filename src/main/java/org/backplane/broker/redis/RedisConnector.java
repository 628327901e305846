package org.backplane.broker.redis;

import java.io.FileInputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections to the Redis that the settings name. Thread-safe. */
final class RedisConnector {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    private final RedisAddress address;
    private final HostAndPort server;
    private final String clientName;
    private final RedisRights rights;
    private final LinkTrouble trouble;

    /**
     * Opens nothing yet.
     *
     * @param clientName what CLIENT LIST calls this node's connections
     * @param keys the names that this node uses
     */
    RedisConnector(RedisAddress address, String clientName, RedisKeys keys) {
        this.address = address;
        this.server = single(address);
        this.clientName = clientName;
        this.rights = new RedisRights(keys, address.credentials());
        this.trouble = new LinkTrouble(address);
    }

    /**
     * Opens a connection for calls; a reply may take as long as the timeout.
     *
     * @throws JedisConnectionException if that cannot be; the message tells an administrator why
     */
    Connection open(Duration replyTimeout) {
        return opened(() -> new Connection(server, config(replyTimeout)));
    }

    /**
     * Opens a connection for subscriptions; silence longer than the timeout breaks it.
     *
     * @throws JedisConnectionException if that cannot be; the message tells an administrator why
     */
    PubSubConnection openPubSub(Duration silenceTimeout) {
        return opened(() -> new PubSubConnection(server, config(silenceTimeout)));
    }

    private <C extends Connection> C opened(Supplier<C> opening) {
        try {
            C connection = opening.get();
            checkRights(connection);
            return connection;
        } catch (JedisException e) {
            throw trouble.explain(e);
        }
    }

    /**
     * Asks Redis whether this node may do all that it has to; closes the connection if not.
     *
     * @throws JedisAccessControlException if rights are missing, which the message names
     */
    void checkRights(Connection connection) {
        try {
            rights.check(connection);
        } catch (JedisException e) {
            connection.close();
            throw e;
        }
    }

    private static HostAndPort single(RedisAddress address) {
        if (address.topology() instanceof RedisTopology.Single single) {
            return new HostAndPort(single.server().host(), single.server().port());
        }
        throw new IllegalArgumentException("only a single server is supported yet, not " + address);
    }

    private JedisClientConfig config(Duration socketTimeout) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) CONNECT_TIMEOUT.toMillis())
                .socketTimeoutMillis((int) socketTimeout.toMillis())
                .database(address.database())
                .clientName(clientName);
        if (address.usesTls()) {
            config.sslOptions(tls());
        }
        if (!address.credentials().username().isEmpty()) {
            config.user(address.credentials().username());
        }
        if (!address.credentials().password().isEmpty()) {
            config.password(address.credentials().password());
        }
        return config.build();
    }

    /**
     * Trusts whom this Java trusts, the host's name in the certificate included. Unlike the defaults of Java itself those
     * of Jedis leave {@code javax.net.ssl.keyStore} out; without its password it belongs to the application server.
     */
    private static SslOptions tls() {
        SslOptions.Builder tls = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        String keyStore = System.getProperty("javax.net.ssl.keyStore", "");
        String password = System.getProperty("javax.net.ssl.keyStorePassword", "");
        if (!keyStore.isEmpty() && !password.isEmpty()) {
            tls.keystore(() -> new FileInputStream(keyStore), password.toCharArray());
        }
        return tls.build();
    }

    @Override
    public String toString() {
        return address.topology().toString();
    }
}
