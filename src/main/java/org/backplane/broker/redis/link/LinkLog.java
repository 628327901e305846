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
 * What is wrong with the links of this node to Redis, told in the log once for each reason until all is well again, however
 * often they fail; a reason that comes and goes is told every {@value #PAUSE_SECONDS} seconds at most. Thread-safe; costs
 * nothing while all is well.
 */
public final class LinkLog {

    private static final System.Logger LOG = System.getLogger(LinkLog.class.getName());
    private static final int MOST_REASONS = 16;
    private static final int PAUSE_SECONDS = 10;

    private final String server;
    private final Map<String, LinkFailure> wrong = new ConcurrentHashMap<>();
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final Outage outage = new Outage(true, System::nanoTime);
    private volatile boolean outageIsTold;

    /** @param server what administrators call it */
    public LinkLog(String server) {
        this.server = server;
    }

    /** What administrators call the server. */
    public String server() {
        return server;
    }

    /** A link, or what goes over it, does not work for now. */
    public void fails(String link, LinkFailure why) {
        wrong.put(link, why);
        outage.begins();
        if (told.size() < MOST_REASONS && told.putIfAbsent(why.text(), System.nanoTime()) == null) {
            outageIsTold = true;
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} cannot be used: {1}. Publishing answers \"unavailable\" until that is mended; it is tried "
                            + "again every few seconds, and clients stay connected.",
                    server,
                    why.text());
        }
    }

    /** A link, or what goes over it, works. */
    public void works(String link) {
        if (wrong.remove(link) != null && wrong.isEmpty()) {
            long longAgo = System.nanoTime() - TimeUnit.SECONDS.toNanos(PAUSE_SECONDS);
            told.values().removeIf(when -> when - longAgo < 0);
            outage.ends().filter(lasted -> outageIsTold).ifPresent(lasted -> {
                outageIsTold = false;
                LOG.log(
                        Level.INFO,
                        "Redis at {0} is back after {1}. Publishing works again.",
                        server,
                        Outage.text(lasted));
            });
        }
    }

    /** What is wrong now, for administrators; empty if nothing is. */
    public String problem() {
        return wrong.values().stream()
                .map(LinkFailure::text)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** What Redis says is wrong with itself. */
    public Set<ServerProblem> serverProblems() {
        return wrong.values().stream()
                .map(LinkFailure::problem)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** What everybody may know of such problems; empty if there are none. */
    public static Optional<String> text(Stream<ServerProblem> problems) {
        String text = problems.distinct().sorted().map(ServerProblem::text).collect(Collectors.joining("; "));
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
