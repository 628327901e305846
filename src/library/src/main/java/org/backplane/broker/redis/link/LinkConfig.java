package org.backplane.broker.redis.link;

import java.io.FileInputStream;
import java.time.Duration;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisCredentials;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * The settings of connections: timeouts, encryption, credentials.
 *
 * @param clientName the name of this node's connections in CLIENT LIST
 */
public record LinkConfig(RedisAddress address, String clientName, LinkAccess access) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    /** Short enough to ask several sentinels before the deadline of a publish. */
    private static final Duration SENTINEL_TIMEOUT = Duration.ofMillis(250);

    /** The settings of a connection to Redis itself; silence longer than the timeout breaks it. */
    JedisClientConfig toRedis(Duration socketTimeout) {
        return with(access.credentials().current(), CONNECT_TIMEOUT, socketTimeout)
                .database(address.database())
                .build();
    }

    /** The factory of the socket of one connection. */
    LinkSocketFactory sockets(HostAndPort server, JedisClientConfig config, LinkOpening opening) {
        return new LinkSocketFactory(server, config, access.openings(), opening);
    }

    /** Opens a connection to a sentinel. Throws what Jedis throws. */
    Connection open(HostAndPort sentinel, RedisCredentials as, LinkOpening opening) {
        JedisClientConfig config = with(as, SENTINEL_TIMEOUT, SENTINEL_TIMEOUT).build();
        return new Connection(sockets(sentinel, config, opening), config);
    }

    private DefaultJedisClientConfig.Builder with(
            RedisCredentials as, Duration connectTimeout, Duration socketTimeout) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) connectTimeout.toMillis())
                .socketTimeoutMillis((int) socketTimeout.toMillis())
                .clientName(clientName)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (address.usesTls()) {
            config.sslOptions(tls());
        }
        if (!as.username().isEmpty()) {
            config.user(as.username());
        }
        if (!as.password().isEmpty()) {
            config.password(as.password());
        }
        return config;
    }

    /**
     * Trusts the certificates that this Java trusts, and verifies the host name. Unlike the defaults of Java, those of Jedis
     * ignore {@code javax.net.ssl.keyStore}. A key store without a password property belongs to the application server.
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
}
