package org.backplane.broker.redis.link;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.redis.loop.Outage;
import org.backplane.broker.redis.script.ServerProblem;

/**
 * The current problems of the links to one server. Each reason is logged once until all links work again, and at most every
 * {@value #PAUSE_SECONDS} seconds if it comes and goes. Thread-safe; costs nothing while all links work.
 */
public final class LinkLog {

    private static final System.Logger LOG = System.getLogger(LinkLog.class.getName());
    private static final int MAX_REASONS = 16;
    private static final int PAUSE_SECONDS = 10;

    private final String server;
    private final Map<String, LinkFailure> failures = new ConcurrentHashMap<>();
    private final Map<String, Long> logged = new ConcurrentHashMap<>();
    private final Outage outage = new Outage(true, System::nanoTime);
    private volatile boolean outageIsLogged;

    /** @param server the address for administrators */
    public LinkLog(String server) {
        this.server = server;
    }

    /** The address of the server, for administrators. */
    public String server() {
        return server;
    }

    /** A link, or writing over it, does not work now. */
    public void fails(String link, LinkFailure why) {
        failures.put(link, why);
        outage.begins();
        if (logged.size() < MAX_REASONS && logged.putIfAbsent(why.text(), System.nanoTime()) == null) {
            outageIsLogged = true;
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} cannot be used: {1}. Publishing answers \"unavailable\" until that is fixed; it is tried "
                            + "again every few seconds, and clients stay connected.",
                    server,
                    why.text());
        }
    }

    /** A link, or writing over it, works. */
    public void works(String link) {
        if (failures.remove(link) != null && failures.isEmpty()) {
            long oldest = System.nanoTime() - TimeUnit.SECONDS.toNanos(PAUSE_SECONDS);
            logged.values().removeIf(when -> when - oldest < 0);
            outage.ends().filter(lasted -> outageIsLogged).ifPresent(lasted -> {
                outageIsLogged = false;
                LOG.log(
                        Level.INFO,
                        "Redis at {0} is back after {1}. Publishing works again.",
                        server,
                        Outage.text(lasted));
            });
        }
    }

    /** The current problems, for administrators; empty if there are none. */
    public String problem() {
        return failures.values().stream()
                .map(LinkFailure::text)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** The current problems that Redis reports of itself. */
    public Set<ServerProblem> serverProblems() {
        return failures.values().stream()
                .map(LinkFailure::problem)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** The text of such problems that may be shown to everybody; empty if there are none. */
    public static Optional<String> text(Stream<ServerProblem> problems) {
        String text = problems.distinct().sorted().map(ServerProblem::text).collect(Collectors.joining("; "));
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
