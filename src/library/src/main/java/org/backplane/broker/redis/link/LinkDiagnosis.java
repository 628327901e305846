package org.backplane.broker.redis.link;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.backplane.config.RedisAddress;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Explains in one line why a link to Redis could not be opened, and what an administrator can check. Immutable. */
public final class LinkDiagnosis {

    private static final int MAX_DEPTH = 10;
    private static final Pattern COMMAND = Pattern.compile("run the '([^']+)' command");
    private static final Pattern NOT_TLS = Pattern.compile("Unsupported or unrecognized SSL message");
    private static final Pattern ENDED = Pattern.compile(
            "Unknown reply|Unexpected end of stream|closed the connection|Connection reset|Broken pipe");
    private static final Pattern CERTIFICATE_REQUIRED =
            Pattern.compile("certificate_required|bad_certificate|unknown_ca");
    private static final String NOT_PLAIN =
            "it does not answer as Redis does; if it speaks TLS there, write rediss:// for redis://";
    private static final String NO_CLIENT =
            "it ended the TLS connection; if it wants a certificate of its clients, that of "
                    + "this Java comes from the key store of javax.net.ssl.keyStore";

    private final RedisAddress address;
    private final LinkCredentials credentials;
    private final boolean isAnnounced;

    /** @param isAnnounced whether the address comes from the nodes of a Redis Cluster, and not from the settings */
    public LinkDiagnosis(RedisAddress address, LinkCredentials credentials, boolean isAnnounced) {
        this.address = address;
        this.credentials = credentials;
        this.isAnnounced = isAnnounced;
    }

    /** Returns the same failure with the explanation as its message. */
    public JedisConnectionException explain(JedisException failure) {
        Deque<Throwable> innermostFirst = causes(failure);
        String line = innermostFirst.stream()
                .flatMap(cause -> Stream.of(ofNetwork(cause), ofTls(cause), ofAccess(cause)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> String.valueOf(innermostFirst.getFirst().getMessage()));
        return new JedisConnectionException(line.replaceAll("\\s+", " "), failure);
    }

    /** Of several addresses that Jedis tried, the first counts. */
    private static Deque<Throwable> causes(Throwable failure) {
        Deque<Throwable> innermostFirst = new ArrayDeque<>();
        @Nullable Throwable cause = failure;
        while (cause != null && innermostFirst.size() < MAX_DEPTH) {
            innermostFirst.push(cause);
            Throwable[] attempts = cause.getSuppressed();
            cause = cause.getCause() == null && attempts.length > 0 ? attempts[0] : cause.getCause();
        }
        return innermostFirst;
    }

    private Optional<String> ofNetwork(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return Optional.of("its host name is unknown");
        } else if (cause instanceof SocketTimeoutException && address.usesTls()) {
            return Optional.of(cause.getMessage() + "; if it does not speak TLS there, write redis:// for rediss://");
        } else if (!says(cause, ENDED)) {
            return Optional.empty();
        }
        return Optional.of(address.usesTls() ? NO_CLIENT : NOT_PLAIN);
    }

    private Optional<String> ofTls(Throwable cause) {
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid now: " + cause.getMessage());
        } else if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return Optional.of("its certificate is of an authority that this Java does not trust; the trust store is "
                    + "that of javax.net.ssl.trustStore");
        } else if (cause instanceof CertificateException) {
            return Optional.of(
                    isAnnounced
                            ? "its certificate is not for " + address.topology()
                                    + ", as the nodes of the Redis Cluster call it: "
                                    + cause.getMessage()
                                    + "; let each node announce a name of its certificate (cluster-announce-hostname, "
                                    + "cluster-preferred-endpoint-type hostname), or put the address into the certificate"
                            : "its certificate is not for the host that redis/host names: " + cause.getMessage());
        } else if (cause instanceof UnrecoverableKeyException) {
            return Optional.of("the key store of javax.net.ssl.keyStore cannot be opened with its password");
        }
        return cause instanceof SSLException ? ofHandshake(cause) : Optional.empty();
    }

    private static Optional<String> ofHandshake(Throwable cause) {
        if (says(cause, NOT_TLS)) {
            return Optional.of("it does not speak TLS there; write redis:// for rediss://, or another port");
        }
        return says(cause, CERTIFICATE_REQUIRED) ? Optional.of(NO_CLIENT) : Optional.empty();
    }

    private Optional<String> ofAccess(Throwable cause) {
        if (!(cause instanceof JedisAccessControlException)) {
            return Optional.empty();
        }
        String text = String.valueOf(cause.getMessage());
        if (text.startsWith("WRONGPASS")) {
            return Optional.of("it refuses the user or the password (redis/username, redis/password); both are "
                    + "read again before each attempt, so that it is enough to correct them in JNDI");
        } else if (text.startsWith("NOAUTH")) {
            return Optional.of("it asks for a password (redis/password), and none is set");
        }
        Matcher refused = COMMAND.matcher(text);
        return refused.find()
                ? Optional.of(RedisRights.missing(credentials.current(), "+" + refused.group(1)))
                : Optional.of(text);
    }

    private static boolean says(Throwable cause, Pattern what) {
        return what.matcher(String.valueOf(cause.getMessage())).find();
    }
}
