package org.backplane.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backplane.config.value.Parsers;
import org.backplane.config.value.PercentCode;

/**
 * The address of Redis as a URI: {@code redis[s]://[user:password@]host[:port][/database]},
 * {@code redis[s]-sentinel://[user:password@]host[:port],.../[database]#master} or
 * {@code redis[s]-cluster://[user:password@]host[:port],...}; user and password percent-encoded.
 */
final class RedisUri {

    private static final String FORMS = "host, host:port, redis[s]://[user:password@]host[:port][/database],"
            + " redis[s]-sentinel://[user:password@]host[:port],.../[database]#master,"
            + " redis[s]-cluster://[user:password@]host[:port],... or host:port,password=...,ssl=true";
    private static final Pattern URI =
            Pattern.compile("redis(s?)(|-sentinel|-cluster)://(.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^/?#]*)@)?([^@/?#]*)(?:/([0-9]{0,5}))?(?:#([A-Za-z0-9._-]+))?");
    private static final Pattern OPTION = Pattern.compile(",\\s*[A-Za-z]+\\s*=");

    private RedisUri() {}

    /**
     * Parses the URI.
     *
     * @throws IllegalArgumentException if the text is not such a URI; the message completes the sentence "VALUE …" and does
     *     not quote a part of the value
     */
    static RedisAddress parse(String text) {
        Matcher uri = URI.matcher(text);
        Parsers.require(uri.matches(), "is not " + FORMS);
        return parse(
                uri.group(3),
                uri.group(2).toLowerCase(Locale.ROOT),
                !uri.group(1).isEmpty());
    }

    private static RedisAddress parse(String rest, String kind, boolean usesTls) {
        Matcher option = OPTION.matcher(rest.substring(rest.lastIndexOf('@') + 1));
        Parsers.require(
                !option.find(),
                "has options like password=... after a URI: write host:port,password=... without redis://,"
                        + " or redis://:password@host:port");
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
        Parsers.require(
                master.isEmpty(), "has a #, which only redis-sentinel://... may have: before the master's name");
        return kind.equals("-cluster")
                ? new RedisTopology.Cluster(servers(servers, RedisAddress.DEFAULT_PORT))
                : new RedisTopology.Single(HostPort.parse(servers, RedisAddress.DEFAULT_PORT));
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
}
