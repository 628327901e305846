package org.backplane.endpoint.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a request was made by somebody on this machine.
 *
 * <p>It cannot tell them from callers elsewhere whose connection a TCP forwarder on this machine passes on, since such a one
 * leaves no trace; so it counts only where the administrator says so.
 *
 * <p>The address alone does not say so: behind a reverse proxy on the machine everybody comes from loopback, so a request
 * that any proxy passed on does not count. And a page that a browser here has loaded from a foreign name which now points
 * here (DNS rebinding) does not, since {@code Host} must name this machine as well.
 */
final class Loopback {

    private static final List<String> PASSED_ON =
            List.of("X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");
    /** In the spellings of servers and of {@code Host}; an IPv6 address may carry its interface. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(::ffff:)?127(\\.[0-9]{1,3}){3}|(::|(0{1,4}:){7})0{0,3}1(%.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private Loopback() {}

    static boolean isOrigin(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && PASSED_ON.stream().allMatch(name -> request.getHeader(name) == null)
                && Optional.ofNullable(request.getHeader("Host"))
                        .map(Loopback::isHere)
                        .orElse(false);
    }

    private static boolean isHere(String host) {
        String name = PORT.matcher(host).replaceFirst("");
        return name.equalsIgnoreCase("localhost")
                || isLoopback(name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.matcher(address).matches();
    }
}
