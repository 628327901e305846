package org.backplane.config.value;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An allowed origin of pages: {@code scheme://host[:port]} or {@code host[:port]}.
 *
 * @param scheme in lower case; empty allows every scheme
 * @param host in lower case; an IPv6 address in brackets
 * @param port -1 for the default port of the scheme
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern SPELLING =
            Pattern.compile("(?:([a-z][a-z0-9+.-]*)://)?(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?");
    private static final String COMPLAINT = "is not a list of origins like https://chat.example.org or example.org:8080"
            + " (no path, no wildcard, names in their ASCII form)";
    private static final int MAX_PORT = 65_535;

    /**
     * Parses an origin.
     *
     * @throws IllegalArgumentException if the text is not an origin
     */
    public static Origin parse(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException(COMPLAINT));
    }

    private static Optional<Origin> read(String text) {
        Matcher spelling = SPELLING.matcher(text.toLowerCase(Locale.ROOT));
        if (!spelling.matches()) {
            return Optional.empty();
        }
        String scheme = spelling.group(1) == null ? "" : spelling.group(1);
        int port = spelling.group(3) == null ? -1 : Integer.parseInt(spelling.group(3));
        return port == 0 || port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new Origin(scheme, spelling.group(2), port));
    }

    /**
     * Whether the {@code Origin} header of a browser matches this origin. A header that is not an origin, such as {@code
     * null}, matches none.
     */
    public boolean matches(String header) {
        return read(header).filter(this::covers).isPresent();
    }

    private boolean covers(Origin page) {
        return !page.scheme.isEmpty()
                && host.equals(page.host)
                && (scheme.isEmpty() || scheme.equals(page.scheme))
                && (port < 0 ? defaultPort(page.scheme) : port) == page.effectivePort();
    }

    private int effectivePort() {
        return port < 0 ? defaultPort(scheme) : port;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    @Override
    public String toString() {
        return (scheme.isEmpty() ? "" : scheme + "://") + host + (port < 0 ? "" : ":" + port);
    }
}
