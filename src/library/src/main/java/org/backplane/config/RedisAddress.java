package org.backplane.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backplane.config.value.Parsers;

/**
 * The address of Redis and the credentials for it. {@link #toString} never contains the password.
 *
 * @param topology the servers
 * @param usesTls whether the connections are encrypted
 * @param database the number of the logical database; 0 by default
 * @param credentials the login of this node
 */
public record RedisAddress(RedisTopology topology, boolean usesTls, int database, RedisCredentials credentials) {

    /** The default port of Redis. */
    public static final int DEFAULT_PORT = 6379;

    private static final String HIDDEN = "***";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    /** @throws IllegalArgumentException if the parts do not fit together */
    public RedisAddress {
        Parsers.require(
                database == 0 || !(topology instanceof RedisTopology.Cluster),
                "names a database, but a Redis Cluster has only database 0");
    }

    /**
     * Returns the address in these settings; empty if there is none, which means the memory broker.
     *
     * <p>{@code redis/username} and {@code redis/password} override the credentials in {@code redis/host}.
     */
    public static Optional<RedisAddress> from(Configuration configuration) {
        return configuration
                .get(Settings.REDIS_HOST)
                .map(address -> address.with(new RedisCredentials(
                        configuration.get(Settings.REDIS_USERNAME).orElse(address.credentials.username()),
                        configuration.get(Settings.REDIS_PASSWORD).orElse(address.credentials.password()))));
    }

    /**
     * Parses {@code host}, {@code host:port}, {@code [::1]:port}, any of them with the options of a
     * {@link ConnectionString}, or a {@link RedisUri}.
     *
     * @throws IllegalArgumentException if the text is none of them; the message completes the sentence "VALUE …" and does
     *     not quote the value, nor a part of it
     */
    public static RedisAddress parse(String text) {
        return SCHEME.matcher(text).lookingAt()
                ? RedisUri.parse(text)
                : ConnectionString.parse(text).address();
    }

    /**
     * Returns the options in a text that Backplane does not use, by their names or places; empty if there are none, or if
     * the text is no address.
     */
    static List<String> unusedOptions(String text) {
        try {
            return SCHEME.matcher(text).lookingAt()
                    ? List.of()
                    : ConnectionString.parse(text).unused();
        } catch (IllegalArgumentException none) {
            return List.of();
        }
    }

    /** Returns the address of one server alone, with the same database, credentials and encryption. */
    public RedisAddress at(HostPort server) {
        return new RedisAddress(new RedisTopology.Single(server), usesTls, database, credentials);
    }

    private RedisAddress with(RedisCredentials others) {
        return new RedisAddress(topology, usesTls, database, others);
    }

    /**
     * Returns what people may see of a text that need not be well-formed: a mere server as it was written, any other address
     * as a URI without its password, and nothing of a text that is no address, for every part of it may be a password.
     */
    static String masked(String text) {
        try {
            String shown = parse(text).toString();
            return HostPort.isOne(text) ? text : shown;
        } catch (IllegalArgumentException notShown) {
            return HIDDEN;
        }
    }

    @Override
    public String toString() {
        String user = credentials.toString();
        String servers = (user.isEmpty() ? "" : user + "@") + topology;
        String tls = usesTls ? "s" : "";
        if (topology instanceof RedisTopology.Sentinel sentinel) {
            return "redis" + tls + "-sentinel://" + servers + "/" + database + "#" + sentinel.master();
        }
        return topology instanceof RedisTopology.Cluster
                ? "redis" + tls + "-cluster://" + servers
                : "redis" + tls + "://" + servers + "/" + database;
    }
}
