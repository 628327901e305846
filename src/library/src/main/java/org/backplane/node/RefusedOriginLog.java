package org.backplane.node;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.config.value.Printable;
import org.backplane.security.Origins;

/**
 * Logs refused origins, at most one line every ten seconds. Shows that a proxy changes {@code Host}, so that pages of the
 * application itself are refused. Thread-safe.
 */
final class RefusedOriginLog {

    private final RateLimitedLog log;

    RefusedOriginLog() {
        this(System.getLogger(RefusedOriginLog.class.getName()));
    }

    RefusedOriginLog(System.Logger logger) {
        this.log = new RateLimitedLog(logger);
    }

    /** Logs the origin and the host of a refused request. */
    void refused(Origins.Headers request) {
        log.log(
                Level.WARNING,
                "Refused a page of the origin " + quoted(request.origin()) + ", which the request's host "
                        + quoted(request.host())
                        + " is not. If it is a page of this application, a proxy changes the Host header or drops its port:"
                        + " let the proxy pass it on, or name the origin in the setting origins.");
    }

    private static String quoted(Optional<String> header) {
        return header.map(Printable::quoted).orElse("(none)");
    }
}
