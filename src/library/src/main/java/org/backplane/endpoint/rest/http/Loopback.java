package org.backplane.endpoint.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a request comes from this machine.
 *
 * <p>A TCP forwarder on this machine makes requests from elsewhere look the same and leaves no trace. So a request from this
 * machine has privileges only if the administrator has configured that.
 *
 * <p>The remote address alone is not enough. Behind a reverse proxy on this machine every request comes from loopback, so
 * requests with headers of a proxy are excluded. {@code Host} must name this machine too, so that a page of another host name
 * which now resolves to loopback (DNS rebinding) is excluded.
 */
final class Loopback {

    private static final List<String> PROXY_HEADERS =
            List.of("X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");
    /** Loopback addresses as servers and {@code Host} write them; an IPv6 address may have a zone. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(::ffff:)?127(\\.[0-9]{1,3}){3}|(::|(0{1,4}:){7})0{0,3}1(%.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private Loopback() {}

    static boolean isOrigin(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && PROXY_HEADERS.stream().allMatch(name -> request.getHeader(name) == null)
                && Optional.ofNullable(request.getHeader("Host"))
                        .map(Loopback::isThisMachine)
                        .orElse(false);
    }

    private static boolean isThisMachine(String host) {
        String name = PORT.matcher(host).replaceFirst("");
        return name.equalsIgnoreCase("localhost")
                || isLoopback(name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.matcher(address).matches();
    }
}
