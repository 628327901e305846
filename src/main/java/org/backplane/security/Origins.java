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
 * Decides whether the page that a browser speaks for may use this node: the server's own pages may, and those of the
 * {@code origins} that an administrator allowed.
 *
 * <p>A request without an {@code Origin} header does not come from a page and is let through; {@code null}, which a
 * sandboxed frame or a file sends, is refused. Thread-safe.
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
     * @param onRefusal is given the headers of each request that is refused, on the thread of the request
     */
    public Origins(Configuration configuration, Consumer<Headers> onRefusal) {
        this.allowed = configuration.get(Settings.ORIGINS);
        this.proxyTrusted = configuration.get(Settings.PROXY_TRUSTED);
        this.onRefusal = onRefusal;
    }

    /**
     * The headers of a request that say where it comes from and which host it is for.
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

        /** Reads them from a request. */
        public static Headers of(Function<String, Optional<String>> header) {
            return new Headers(
                    header.apply("Origin"),
                    header.apply("Host"),
                    header.apply("X-Forwarded-Host"),
                    header.apply("X-Forwarded-Port"));
        }
    }

    /** Whether a request with these headers may be served. */
    public boolean allow(Headers headers) {
        boolean allows = headers.origin()
                .map(origin -> isOwn(origin, headers) || isAllowed(origin))
                .orElse(true);
        if (!allows) {
            onRefusal.accept(headers);
        }
        return allows;
    }

    /** Whether an administrator allowed this origin by name, which is what CORS asks. */
    public boolean isAllowed(String origin) {
        return allowed.stream().anyMatch(one -> one.matches(origin));
    }

    private boolean isOwn(String origin, Headers headers) {
        return ownHosts(headers).anyMatch(own -> own.matches(origin));
    }

    /**
     * What the browser may have asked for. A proxy may name host and port in two headers; but one behind another may name its
     * own port, so that a host without a port stands for the default port as well.
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

    /** A chain of proxies lists what each was asked for; the first is what the browser asked for. */
    private static String first(String values) {
        int comma = values.indexOf(',');
        return (comma < 0 ? values : values.substring(0, comma)).strip();
    }

    /** Without a scheme and perhaps without a port, an {@link Origin} takes those of the page that it is compared with. */
    private static Optional<Origin> ofHost(String header) {
        Matcher host = HOST.matcher(header.toLowerCase(Locale.ROOT));
        return host.matches()
                ? Optional.of(new Origin(
                        "", host.group(1), host.group(2) == null ? NO_PORT : Integer.parseInt(host.group(2))))
                : Optional.empty();
    }
}
