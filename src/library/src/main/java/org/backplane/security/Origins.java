package org.backplane.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.config.value.Origin;

/**
 * Decides whether the page that makes a request may use this node: pages of this server may, and those of the configured
 * {@code origins}.
 *
 * <p>A request without an {@code Origin} header is not made by a page and is allowed. The origin {@code null}, which sandboxed
 * frames and files send, is refused. Thread-safe.
 */
public final class Origins {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:/@\\s]+)(?::([0-9]{1,5}))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int NO_PORT = -1;

    private final List<Origin> allowed;
    private final boolean proxyTrusted;
    private final Consumer<Headers> onRefusal;

    /** Reads {@code origins} and {@code proxy/trusted}. */
    public Origins(Configuration configuration) {
        this(configuration, refused -> {});
    }

    /**
     * Reads {@code origins} and {@code proxy/trusted}.
     *
     * @param onRefusal called with the headers of each refused request, on the thread of the request
     */
    public Origins(Configuration configuration, Consumer<Headers> onRefusal) {
        this.allowed = configuration.get(Settings.ORIGINS);
        this.proxyTrusted = configuration.get(Settings.PROXY_TRUSTED);
        this.onRefusal = onRefusal;
    }

    /**
     * The headers of a request that name its origin and its host.
     *
     * @param origin {@code Origin}
     * @param host {@code Host}
     * @param forwardedHost {@code X-Forwarded-Host}
     * @param forwardedPort {@code X-Forwarded-Port}
     */
    public record Headers(
            Optional<String> origin,
            Optional<String> host,
            Optional<String> forwardedHost,
            Optional<String> forwardedPort) {

        /** Reads the headers of a request. */
        public static Headers of(Function<String, Optional<String>> header) {
            return new Headers(
                    header.apply("Origin"),
                    header.apply("Host"),
                    header.apply("X-Forwarded-Host"),
                    header.apply("X-Forwarded-Port"));
        }
    }

    /** Whether a request with these headers is allowed. */
    public boolean allow(Headers headers) {
        boolean allows = headers.origin()
                .map(origin -> isOwn(origin, headers) || isAllowed(origin))
                .orElse(true);
        if (!allows) {
            onRefusal.accept(headers);
        }
        return allows;
    }

    /** Whether the administrator has allowed this origin by name; the condition for CORS headers. */
    public boolean isAllowed(String origin) {
        return allowed.stream().anyMatch(one -> one.matches(origin));
    }

    private boolean isOwn(String origin, Headers headers) {
        return ownHosts(headers).anyMatch(own -> own.matches(origin));
    }

    /**
     * Returns the hosts to which the browser may have sent the request. A proxy may send host and port in two headers; but a
     * proxy behind another may send its own port, so a host without a port means the default port as well.
     */
    private Stream<Origin> ownHosts(Headers headers) {
        if (!proxyTrusted) {
            return headers.host().flatMap(Origins::ofHost).stream();
        }
        Optional<Origin> host =
                headers.forwardedHost().map(Origins::first).or(headers::host).flatMap(Origins::ofHost);
        Optional<Origin> withPort = host.filter(own -> own.port() == NO_PORT).flatMap(own -> headers.forwardedPort()
                .map(Origins::first)
                .filter(port -> PORT.matcher(port).matches())
                .map(port -> new Origin(own.scheme(), own.host(), Integer.parseInt(port))));
        return Stream.concat(host.stream(), withPort.stream());
    }

    /** A chain of proxies sends a list; the first value is the one of the browser. */
    private static String first(String values) {
        int comma = values.indexOf(',');
        return (comma < 0 ? values : values.substring(0, comma)).strip();
    }

    /** Returns an origin without a scheme, and without a port if the header has none; these match those of any page. */
    private static Optional<Origin> ofHost(String header) {
        Matcher host = HOST.matcher(header.toLowerCase(Locale.ROOT));
        return host.matches()
                ? Optional.of(new Origin(
                        "", host.group(1), host.group(2) == null ? NO_PORT : Integer.parseInt(host.group(2))))
                : Optional.empty();
    }
}
