package org.backplane.broker.redis;

import java.time.Duration;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Opens connections to the Redis that the settings name. Thread-safe. */
final class RedisConnector {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    private final RedisAddress address;
    private final HostAndPort server;
    private final String clientName;

    /**
     * Opens nothing yet.
     *
     * @param clientName what CLIENT LIST calls this node's connections
     */
    RedisConnector(RedisAddress address, String clientName) {
        this.address = address;
        this.server = single(address);
        this.clientName = clientName;
    }

    /** Opens a connection for calls; a reply may take as long as the timeout. Throws what Jedis throws. */
    Connection open(Duration replyTimeout) {
        Connection connection = new Connection(server, config(replyTimeout));
        return connected(connection);
    }

    /** Opens a connection for subscriptions; silence longer than the timeout breaks it. Throws what Jedis throws. */
    PubSubConnection openPubSub(Duration silenceTimeout) {
        return connected(new PubSubConnection(server, config(silenceTimeout)));
    }

    private static <C extends Connection> C connected(C connection) {
        try {
            connection.connect();
            return connection;
        } catch (RuntimeException e) {
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
            config.sslOptions(SslOptions.defaults());
        }
        if (!address.credentials().username().isEmpty()) {
            config.user(address.credentials().username());
        }
        if (!address.credentials().password().isEmpty()) {
            config.password(address.credentials().password());
        }
        return config.build();
    }

    @Override
    public String toString() {
        return address.topology().toString();
    }
}
