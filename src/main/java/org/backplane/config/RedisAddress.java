package org.backplane.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Redis is and how to get in. Its text never shows the password.
 *
 * @param topology which servers it is
 * @param usesTls whether the connections are encrypted
 * @param database the number of the logical database, 0 unless said otherwise
 * @param credentials who we are to Redis
 */
public record RedisAddress(RedisTopology topology, boolean usesTls, int database, RedisCredentials credentials) {

    /** The port Redis listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 6379;

    private static final String FORMS = "host, host:port, redis[s]://[user:password@]host[:port][/database],"
            + " redis[s]-sentinel://[user:password@]host[:port],.../[database]#master"
            + " or redis[s]-cluster://[user:password@]host[:port],...";
    private static final Pattern URI =
            Pattern.compile("redis(s?)(|-sentinel|-cluster)://(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^/?#]*)@)?([^@/?#]*)(?:/([0-9]{0,5}))?(?:#([A-Za-z0-9._-]+))?");
    private static final Pattern SERVER = Pattern.compile("(?:\\[[^]@]*]|[^:@]*)(?::[0-9]*)?");

    /** Refuses what no such Redis can have. */
    public RedisAddress {
        Parsers.require(
                database == 0 || !(topology instanceof RedisTopology.Cluster),
                "names a database, but a Redis Cluster has only database 0");
    }

    /**
     * Returns the Redis these settings name, or empty if they name none and the memory broker is meant.
     *
     * <p>{@code redis/username} and {@code redis/password} win over what stands in {@code redis/host}.
     */
    public static Optional<RedisAddress> from(Configuration configuration) {
        return configuration
                .get(Settings.REDIS_HOST)
                .map(address -> address.with(new RedisCredentials(
                        configuration.get(Settings.REDIS_USERNAME).orElse(address.credentials.username()),
                        configuration.get(Settings.REDIS_PASSWORD).orElse(address.credentials.password()))));
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [::1]:port},
     * {@code redis[s]://[user:password@]host[:port][/database]},
     * {@code redis[s]-sentinel://[user:password@]host[:port],.../[database]#master} or
     * {@code redis[s]-cluster://[user:password@]host[:port],...}; user and password percent-encoded.
     *
     * @throws IllegalArgumentException if the text is none of them; the message completes the sentence "VALUE …" and does
     *     not quote the value
     */
    public static RedisAddress parse(String text) {
        Matcher uri = URI.matcher(text);
        if (uri.matches()) {
            String kind = uri.group(2).toLowerCase(Locale.ROOT);
            return parse(uri.group(3), kind, !uri.group(1).isEmpty());
        }
        Parsers.require(!text.contains("://"), "is not " + FORMS);
        return new RedisAddress(
                new RedisTopology.Single(HostPort.parse(text, DEFAULT_PORT)), false, 0, RedisCredentials.NONE);
    }

    private static RedisAddress parse(String rest, String kind, boolean usesTls) {
        Matcher parts = AUTHORITY.matcher(rest);
        Parsers.require(parts.matches(), "is not " + FORMS + ", user and password percent-encoded");
        Parsers.require(
                kind.isEmpty() || rest.indexOf('@') == rest.lastIndexOf('@'),
                "has more than one @: user and password stand once, before all servers, percent-encoded");
        String database = parts.group(3);
        return new RedisAddress(
                topology(kind, parts.group(2), Optional.ofNullable(parts.group(4))),
                usesTls,
                database == null || database.isEmpty() ? 0 : Integer.parseInt(database),
                parts.group(1) == null ? RedisCredentials.NONE : credentials(parts.group(1)));
    }

    private static RedisTopology topology(String kind, String servers, Optional<String> master) {
        if (kind.equals("-sentinel")) {
            return new RedisTopology.Sentinel(
                    servers(servers, RedisTopology.Sentinel.DEFAULT_PORT),
                    master.orElseThrow(() -> new IllegalArgumentException(
                            "does not say what the sentinels call the master: it ends with /#master")));
        }
        Parsers.require(master.isEmpty(), "is not " + FORMS);
        return kind.equals("-cluster")
                ? new RedisTopology.Cluster(servers(servers, DEFAULT_PORT))
                : new RedisTopology.Single(HostPort.parse(servers, DEFAULT_PORT));
    }

    private static List<HostPort> servers(String text, int defaultPort) {
        return Stream.of(text.split(",", -1))
                .map(server -> HostPort.parse(server, defaultPort))
                .toList();
    }

    private static RedisCredentials credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new RedisCredentials(PercentCode.decode(userInfo), "")
                : new RedisCredentials(
                        PercentCode.decode(userInfo.substring(0, colon)),
                        PercentCode.decode(userInfo.substring(colon + 1)));
    }

    /** One server of this Redis alone, reached in the same way. */
    public RedisAddress at(HostPort server) {
        return new RedisAddress(new RedisTopology.Single(server), usesTls, database, credentials);
    }

    private RedisAddress with(RedisCredentials others) {
        return new RedisAddress(topology, usesTls, database, others);
    }

    /**
     * Hides what could be a password in a text that need not be well-formed: everything before an {@code @} but a
     * user's name, everything after a {@code ?}, and what follows a colon where no port does, because that is what
     * {@code redis://user:password} looks like when the host was forgotten.
     */
    static String masked(String text) {
        Matcher begin = SCHEME.matcher(text);
        int start = begin.lookingAt() ? begin.end() : 0;
        int at = text.lastIndexOf('@');
        String scheme = text.substring(0, start);
        if (at < start) {
            return scheme + withoutSecrets(text.substring(start));
        }
        return scheme + upToColon(text.substring(start, at)).orElse("***") + withoutSecrets(text.substring(at));
    }

    private static String withoutSecrets(String text) {
        int query = text.indexOf('?');
        String rest = query < 0 ? text : text.substring(0, query) + "?***";
        int at = rest.indexOf('@') + 1;
        return areServers(rest.substring(at)) ? rest : upToColon(rest).orElse(rest);
    }

    /** Whether there is nothing after a colon but a port, up to the first slash. */
    private static boolean areServers(String text) {
        int slash = text.indexOf('/');
        String servers = slash < 0 ? text : text.substring(0, slash);
        return Stream.of(servers.split(",", -1)).allMatch(SERVER.asMatchPredicate());
    }

    private static Optional<String> upToColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon) + ":***");
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
