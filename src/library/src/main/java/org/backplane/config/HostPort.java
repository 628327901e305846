package org.backplane.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.config.value.Parsers;

/**
 * The address of a server.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port from 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern SPELLING =
            Pattern.compile("(?:\\[([0-9A-Fa-f]*:[0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if the port is out of range or the host is empty */
    public HostPort {
        Parsers.require(!host.isEmpty(), "has no host");
        Parsers.require(port >= 1 && port <= MAX_PORT, "has a port that is not from 1 to 65535");
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [::1]} or {@code [::1]:port}.
     *
     * @throws IllegalArgumentException if the text is none of them; the message does not quote it
     */
    static HostPort parse(String text, int defaultPort) {
        Matcher spelling = SPELLING.matcher(text);
        Parsers.require(spelling.matches(), "is not host, host:port or [IPv6 address]:port");
        String ipv6 = spelling.group(1);
        String port = spelling.group(3);
        return new HostPort(
                ipv6 == null ? spelling.group(2) : ipv6, port == null ? defaultPort : Integer.parseInt(port));
    }

    /** Whether the text is one of the forms that {@link #parse} reads, whatever its port. */
    static boolean isOne(String text) {
        return SPELLING.matcher(text).matches();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
