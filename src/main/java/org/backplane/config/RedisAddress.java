package org.backplane.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Redis is and how to get in. Its text never shows the password.
 *
 * @param server where it listens
 * @param usesTls whether the connection is encrypted
 * @param database the number of the logical database, 0 unless said otherwise
 * @param credentials who we are to Redis
 */
public record RedisAddress(HostPort server, boolean usesTls, int database, RedisCredentials credentials) {

    /** The port Redis listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 6379;

    private static final String FORMS = "host, host:port or redis[s]://[user:password@]host[:port][/database]";
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(?:([^/?#]*)@)?([^@/?#]*)(?:/([0-9]{0,5}))?");
    private static final Pattern SERVERS =
            Pattern.compile("(?:(?:\\[[^/@]*]|[^:/@,]*)(?::[0-9]*)?(?:,|(?=/)|$))+(?:/.*)?");

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
     * Reads {@code host}, {@code host:port}, {@code [::1]:port} or
     * {@code redis[s]://[user:password@]host[:port][/database]}, user and password percent-encoded.
     *
     * @throws IllegalArgumentException if the text is none of them, or a form that is not supported yet; the message
     *     completes the sentence "VALUE …" and does not quote the value
     */
    public static RedisAddress parse(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            return new RedisAddress(HostPort.parse(text, DEFAULT_PORT), false, 0, RedisCredentials.NONE);
        }
        return switch (uri.group(1).toLowerCase(Locale.ROOT)) {
            case "redis" -> parse(uri.group(2), false);
            case "rediss" -> parse(uri.group(2), true);
            case "redis-sentinel", "redis-cluster" ->
                throw new IllegalArgumentException("is of a form that is not yet supported: use " + FORMS);
            default -> throw new IllegalArgumentException("is not " + FORMS);
        };
    }

    private static RedisAddress parse(String rest, boolean usesTls) {
        Matcher parts = AUTHORITY.matcher(rest);
        Parsers.require(parts.matches(), "is not " + FORMS + ", user and password percent-encoded");
        String database = parts.group(3);
        return new RedisAddress(
                HostPort.parse(parts.group(2), DEFAULT_PORT),
                usesTls,
                database == null || database.isEmpty() ? 0 : Integer.parseInt(database),
                parts.group(1) == null ? RedisCredentials.NONE : credentials(parts.group(1)));
    }

    private static RedisCredentials credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new RedisCredentials(PercentCode.decode(userInfo), "")
                : new RedisCredentials(
                        PercentCode.decode(userInfo.substring(0, colon)),
                        PercentCode.decode(userInfo.substring(colon + 1)));
    }

    private RedisAddress with(RedisCredentials others) {
        return new RedisAddress(server, usesTls, database, others);
    }

    /**
     * Hides what could be a password in a text that need not be well-formed: everything before an {@code @} but a
     * user's name, everything after a {@code ?}, and what follows a colon where no port does, because that is what
     * {@code redis://user:password} looks like when the host was forgotten.
     */
    static String masked(String text) {
        int start = text.contains("://") ? text.indexOf("://") + 3 : 0;
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
        return SERVERS.matcher(rest.substring(at)).matches()
                ? rest
                : upToColon(rest).orElse(rest);
    }

    private static Optional<String> upToColon(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon) + ":***");
    }

    @Override
    public String toString() {
        String user = credentials.toString();
        return (usesTls ? "rediss://" : "redis://") + user + (user.isEmpty() ? "" : "@") + server + "/" + database;
    }
}
