package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What is wrong with the links of this node to Redis, told in the log once for each reason until all is well again, however
 * often they fail. Thread-safe; costs nothing while all is well.
 */
final class LinkLog {

    private static final System.Logger LOG = System.getLogger(LinkLog.class.getName());
    private static final int MOST_REASONS = 16;

    private final String server;
    private final Map<String, String> wrong = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Outage outage = new Outage(true, System::nanoTime);

    /** @param server what administrators call it */
    LinkLog(String server) {
        this.server = server;
    }

    /** What administrators call the server. */
    String server() {
        return server;
    }

    /** A link is of no use for now. */
    void fails(String link, String reason) {
        wrong.put(link, reason);
        outage.begins();
        if (told.size() < MOST_REASONS && told.add(reason)) {
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} cannot be used: {1}. Publishing answers \"unavailable\" until that is mended; it is tried "
                            + "again every few seconds, and clients stay connected.",
                    server,
                    reason);
        }
    }

    /** A link is of use. */
    void works(String link) {
        if (wrong.remove(link) != null && wrong.isEmpty()) {
            told.clear();
            outage.ends()
                    .ifPresent(lasted -> LOG.log(
                            Level.INFO,
                            "Redis at {0} is back after {1}. Publishing works again.",
                            server,
                            Outage.text(lasted)));
        }
    }

    /** What is wrong now; empty if nothing is. */
    String problem() {
        return wrong.values().stream().distinct().sorted().collect(Collectors.joining("; "));
    }
}
