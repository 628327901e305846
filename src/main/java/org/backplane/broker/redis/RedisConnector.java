package org.backplane.broker.redis;

import static org.backplane.broker.redis.RedisKeys.bytes;
import static org.backplane.broker.redis.RedisKeys.text;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections to the Redis that the settings name: with sentinels, to the one that is the master now. Thread-safe. */
final class RedisConnector {

    private static final System.Logger LOG = System.getLogger(RedisConnector.class.getName());

    private final RedisAddress address;
    private final LinkConfig config;
    private final Supplier<HostAndPort> server;
    private final RedisRights rights;
    private final LinkTrouble trouble;
    private final Map<Connection, HostAndPort> open = new ConcurrentHashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param clientName what CLIENT LIST calls this node's connections
     * @param rights what the user has to be allowed to do
     */
    RedisConnector(RedisAddress address, String clientName, RedisRights rights) {
        this.address = address;
        this.config = new LinkConfig(address, clientName);
        this.server = server(address, config);
        this.rights = rights;
        this.trouble = new LinkTrouble(address);
    }

    private static Supplier<HostAndPort> server(RedisAddress address, LinkConfig config) {
        if (address.topology() instanceof RedisTopology.Sentinel names) {
            return new Sentinels(names, address, config)::master;
        } else if (address.topology() instanceof RedisTopology.Single single) {
            HostAndPort fixed =
                    new HostAndPort(single.server().host(), single.server().port());
            return () -> fixed;
        }
        throw new IllegalArgumentException("each server of a Cluster has a connector of its own, but not " + address);
    }

    /** Whether the server may be another one the next time, so that {@link #leaveFormerMaster} is of use. */
    boolean hasSentinels() {
        return address.topology() instanceof RedisTopology.Sentinel;
    }

    /**
     * Opens a connection for calls; a reply may take as long as the timeout.
     *
     * @throws JedisConnectionException if that cannot be; the message tells an administrator why
     */
    Connection open(Duration replyTimeout) {
        return open(at -> new OneLifeConnection(at, config.toRedis(replyTimeout)));
    }

    /**
     * Opens a connection for subscriptions; silence longer than the timeout breaks it.
     *
     * @throws JedisConnectionException if that cannot be; the message tells an administrator why
     */
    PubSubConnection openPubSub(Duration silenceTimeout) {
        return open(at -> new PubSubConnection(at, config.toRedis(silenceTimeout)));
    }

    private <C extends Connection> C open(Function<HostAndPort, C> opening) {
        HostAndPort at = server.get();
        try {
            C connection = opening.apply(at);
            if (hasSentinels()) {
                requireMaster(connection);
                remember(connection, at);
            }
            checkRights(connection);
            return connection;
        } catch (JedisException e) {
            JedisConnectionException explained = trouble.explain(e);
            throw hasSentinels()
                    ? new JedisConnectionException("its master " + at + ": " + explained.getMessage(), e)
                    : explained;
        }
    }

    /** Sentinels need a while to notice what has happened, and so does the server that they made a replica. */
    private static void requireMaster(Connection connection) {
        connection.sendCommand(Command.INFO, bytes("replication"));
        if (!text(connection.getOne()).contains("role:master")) {
            connection.close();
            throw new JedisConnectionException("it is a replica now, and the sentinels have not named another one yet");
        }
    }

    private void remember(Connection connection, HostAndPort at) {
        open.keySet().removeIf(Connection::isBroken);
        open.put(connection, at);
    }

    /**
     * Breaks the connections to a server that is not the master any more.
     *
     * @throws JedisException if no sentinel tells which one is
     */
    void leaveFormerMaster() {
        open.keySet().removeIf(Connection::isBroken);
        if (open.isEmpty()) {
            return;
        }
        HostAndPort master = server.get();
        open.forEach((connection, at) -> {
            if (!at.equals(master)) {
                LOG.log(Level.INFO, "the master is {0} now; a link to {1} is given up", master, at);
                disconnect(connection);
            }
        });
    }

    private static void disconnect(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisException e) {
            LOG.log(Level.DEBUG, "the link was broken already", e);
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

    /** Where it opens them, for administrators. */
    String address() {
        return address.toString();
    }

    @Override
    public String toString() {
        return address.topology().toString();
    }
}
