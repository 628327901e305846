package org.backplane.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.config.Configuration;
import org.backplane.config.Origin;
import org.backplane.config.Settings;

/**
 * Decides whether the page that a browser speaks for may use this node: the server's own pages may, and those of the
 * {@code origins} that an administrator allowed.
 *
 * <p>A request without an {@code Origin} header does not come from a page and is let through; {@code null}, which a
 * sandboxed frame or a file sends, is refused. Immutable.
 */
public final class Origins {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:/@\\s]+)(?::([0-9]{1,5}))?");
    private static final int NO_PORT = -1;

    private final List<Origin> allowed;
    private final boolean proxyTrusted;

    /** Reads {@code origins} and {@code proxy/trusted}. */
    public Origins(Configuration configuration) {
        this.allowed = configuration.get(Settings.ORIGINS);
        this.proxyTrusted = configuration.get(Settings.PROXY_TRUSTED);
    }

    /**
     * The headers of a request that say where it comes from and whom it is for.
     *
     * @param origin {@code Origin}
     * @param host {@code Host}
     * @param forwardedHost {@code X-Forwarded-Host}
     */
    public record Headers(Optional<String> origin, Optional<String> host, Optional<String> forwardedHost) {}

    /** Whether a request with these headers may be served. */
    public boolean allow(Headers headers) {
        return headers.origin()
                .map(origin -> isOwn(origin, headers) || isAllowed(origin))
                .orElse(true);
    }

    /** Whether an administrator allowed this origin by name, which is what CORS asks. */
    public boolean isAllowed(String origin) {
        return allowed.stream().anyMatch(one -> one.matches(origin));
    }

    private boolean isOwn(String origin, Headers headers) {
        Optional<String> forwarded = proxyTrusted ? headers.forwardedHost() : Optional.empty();
        return forwarded.map(Origins::first).or(headers::host).flatMap(Origins::ofHost).stream()
                .anyMatch(own -> own.matches(origin));
    }

    /** A chain of proxies lists what each was asked for; the first is what the browser asked for. */
    private static String first(String hosts) {
        int comma = hosts.indexOf(',');
        return (comma < 0 ? hosts : hosts.substring(0, comma)).strip();
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
