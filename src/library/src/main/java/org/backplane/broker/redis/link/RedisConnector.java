package org.backplane.broker.redis.link;

import static org.backplane.broker.redis.script.RedisKeys.bytes;
import static org.backplane.broker.redis.script.RedisKeys.text;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisCredentials;
import org.backplane.config.RedisTopology;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections to one server of Redis: with sentinels, to the current master. Blocks; thread-safe. */
public final class RedisConnector {

    private static final System.Logger LOG = System.getLogger(RedisConnector.class.getName());

    private static final Duration SENTINEL_TIMEOUT = Duration.ofSeconds(2);

    private final RedisAddress address;
    private final LinkConfig config;
    private final Function<LinkOpening, HostAndPort> server;
    private final RedisRights rights;
    private final LinkDiagnosis diagnosis;
    private final Map<Connection, HostAndPort> open = new ConcurrentHashMap<>();

    /** The servers on which the user has all rights, as far as is known. */
    private final Set<HostAndPort> permitted = ConcurrentHashMap.newKeySet();

    /**
     * Opens nothing yet.
     *
     * @param config the settings of connections
     * @param rights the rights that the user needs
     * @param diagnosis explains why a link cannot be opened
     */
    public RedisConnector(LinkConfig config, RedisRights rights, LinkDiagnosis diagnosis) {
        this.address = config.address();
        this.config = config;
        this.server = server(config, diagnosis);
        this.rights = rights;
        this.diagnosis = diagnosis;
    }

    private static Function<LinkOpening, HostAndPort> server(LinkConfig config, LinkDiagnosis diagnosis) {
        if (config.address().topology() instanceof RedisTopology.Sentinel names) {
            return new Sentinels(names, config, diagnosis)::master;
        } else if (config.address().topology() instanceof RedisTopology.Single single) {
            HostAndPort fixed =
                    new HostAndPort(single.server().host(), single.server().port());
            return opening -> fixed;
        }
        throw new IllegalArgumentException(
                "each server of a Cluster has a connector of its own, but not " + config.address());
    }

    /** Whether sentinels name the server, so that {@link #leaveFormerMaster} is needed. */
    public boolean hasSentinels() {
        return address.topology() instanceof RedisTopology.Sentinel;
    }

    /**
     * Opens a connection for calls; a reply may take as long as the timeout.
     *
     * @param limit how long all of the opening may take
     * @throws LinkUnusableException if it cannot be opened; the message explains why to administrators
     */
    public RedisConnection open(Duration replyTimeout, Duration limit) {
        return new RedisConnection(within(limit, config.toRedis(replyTimeout), connection -> {}));
    }

    /**
     * Opens a connection for calls to a server that knows all scripts then; a reply may take as long as the timeout.
     *
     * @param limit how long all of the opening may take
     * @throws LinkUnusableException if it cannot be opened; the message explains why to administrators
     */
    public RedisConnection openWithScripts(Duration replyTimeout, Duration limit) {
        return new RedisConnection(within(limit, config.toRedis(replyTimeout), ScriptLoader::load));
    }

    /**
     * Opens a connection for subscriptions; silence longer than the timeout breaks it, and opening it takes no longer.
     *
     * @throws LinkUnusableException if it cannot be opened; the message explains why to administrators
     */
    public PubSubConnection openPubSub(Duration silenceTimeout) {
        int millis = (int) silenceTimeout.toMillis(); // the timeout of the socket is what the opening had left
        return new PubSubConnection(
                within(silenceTimeout, config.toRedis(silenceTimeout), opened -> opened.setSoTimeout(millis)));
    }

    /** @param preparing is done with the connection before it counts as opened */
    private SingleUseConnection within(Duration limit, JedisClientConfig as, Consumer<Connection> preparing) {
        try {
            return within(limit, opening -> open(opening, as, preparing));
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** After a refused login the settings are read again, and other credentials are tried at once. */
    private SingleUseConnection within(Duration limit, Function<LinkOpening, SingleUseConnection> opening) {
        RedisCredentials used = config.access().credentials().current();
        try {
            return config.access().openings().within(limit, opening);
        } catch (JedisException e) {
            if (!isRefusedLogin(e) || !config.access().credentials().renew(used)) {
                throw e;
            }
            permitted.clear();
            LOG.log(
                    Level.INFO,
                    "Redis at {0} refused the user or the password; the settings have other ones now, and these are used.",
                    address.topology());
            return config.access().openings().within(limit, opening);
        }
    }

    private static boolean isRefusedLogin(JedisException failure) {
        return LinkCredentials.isRefused(failure)
                || (failure.getCause() instanceof JedisException cause && isRefusedLogin(cause));
    }

    private SingleUseConnection open(LinkOpening opening, JedisClientConfig as, Consumer<Connection> preparing) {
        HostAndPort at = server.apply(opening);
        try {
            SingleUseConnection connection = new SingleUseConnection(config.sockets(at, as, opening), as);
            try {
                prepare(connection, at);
                prepare(connection, at, preparing);
            } catch (RuntimeException | Error e) {
                connection.close();
                throw e;
            }
            return connection;
        } catch (JedisException e) {
            String why = opening.isOverdue()
                    ? opening.timeoutMessage()
                    : String.valueOf(diagnosis.explain(e).getMessage());
            throw new JedisConnectionException(hasSentinels() ? "its master " + at + ": " + why : why, e);
        }
    }

    private void prepare(Connection connection, HostAndPort at) {
        if (hasSentinels()) {
            requireMaster(connection);
            remember(connection, at);
        }
        if (!permitted.contains(at)) {
            rights.check(connection);
            permitted.add(at);
        }
    }

    /** If rights were revoked since they were checked, the failure names all missing ones. */
    private void prepare(Connection connection, HostAndPort at, Consumer<Connection> preparing) {
        try {
            preparing.accept(connection);
        } catch (JedisConnectionException e) {
            if (e.getCause() instanceof JedisDataException refused
                    && ErrorReply.of(String.valueOf(refused.getMessage())).meaning()
                            == ErrorReply.Meaning.NOT_PERMITTED) {
                permitted.remove(at);
                rights.check(connection);
            }
            throw e;
        }
    }

    /** Sentinels and a demoted master need some time to notice a failover. */
    private static void requireMaster(Connection connection) {
        connection.sendCommand(Command.INFO, bytes("replication"));
        if (!text(connection.getOne()).contains("role:master")) {
            throw new JedisConnectionException("it is a replica now, and the sentinels have not named another one yet");
        }
    }

    private void remember(Connection connection, HostAndPort at) {
        open.keySet().removeIf(Connection::isBroken);
        open.put(connection, at);
    }

    /**
     * Breaks the connections to a former master.
     *
     * @throws RedisException if no sentinel knows the master
     */
    public void leaveFormerMaster() {
        open.keySet().removeIf(Connection::isBroken);
        if (open.isEmpty()) {
            return;
        }
        HostAndPort master = master();
        open.forEach((connection, at) -> {
            if (!at.equals(master)) {
                LOG.log(Level.INFO, "the master is {0} now; a link to {1} is closed", master, at);
                RedisConnection.breakNow(connection);
            }
        });
    }

    private HostAndPort master() {
        try {
            return config.access().openings().within(SENTINEL_TIMEOUT, server);
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /**
     * Checks that the user has all rights; closes the connection if not.
     *
     * @throws ErrorReplyException if rights are missing, which the message names
     */
    public void checkRights(RedisConnection connection) {
        try {
            rights.check(connection.connection());
        } catch (JedisException e) {
            permitted.clear();
            connection.close();
            throw RedisException.of(e);
        }
    }

    /** Makes the next opening check the rights again; false if it would have anyway. */
    public boolean forgetRights() {
        boolean knew = !permitted.isEmpty();
        permitted.clear();
        return knew;
    }

    /** The address of Redis, for administrators. */
    public String address() {
        return address.toString();
    }

    @Override
    public String toString() {
        return address.topology().toString();
    }
}
