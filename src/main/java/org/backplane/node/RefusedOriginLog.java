package org.backplane.node;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.config.value.Printable;
import org.backplane.security.Origins;

/**
 * Logs which origins were refused, at most every ten seconds, since a proxy that changes {@code Host} shuts out the
 * application's own pages. Thread-safe.
 */
final class RefusedOriginLog {

    private final RateLimitedLog log;

    RefusedOriginLog() {
        this(System.getLogger(RefusedOriginLog.class.getName()));
    }

    RefusedOriginLog(System.Logger logger) {
        this.log = new RateLimitedLog(logger);
    }

    /** Logs the headers of a request that was refused. */
    void refused(Origins.Headers request) {
        log.log(
                Level.WARNING,
                "Refused a page of the origin " + shown(request.origin()) + ", which the request's host "
                        + shown(request.host())
                        + " is not. If it is a page of this application, a proxy changes the Host header or drops its port:"
                        + " let the proxy pass it on, or name the origin in the setting origins.");
    }

    private static String shown(Optional<String> header) {
        return header.map(Printable::quoted).orElse("(none)");
    }
}
