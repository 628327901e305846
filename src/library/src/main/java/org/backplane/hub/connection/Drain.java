package org.backplane.hub.connection;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backplane.hub.api.HubTimer;

/**
 * Closes the connections of a node at random times, so that their clients do not all reconnect to the other nodes at the
 * same moment. Each connection is served normally until then.
 */
public final class Drain {

    private static final System.Logger LOG = System.getLogger(Drain.class.getName());

    /** The period grows by this with each connection. */
    private static final Duration PER_CONNECTION = Duration.ofMillis(5);

    /** The longest period: servers do not wait long for an application that they stop. */
    private static final Duration MAX_PERIOD = Duration.ofMillis(1500);

    private final HubTimer timer;

    public Drain(HubTimer timer) {
        this.timer = timer;
    }

    /** Closes the connections. Blocks until all are closed, at most for the period and {@link ClientConnection#DRAIN_TIME}. */
    public void closeAll(Collection<ClientConnection> connections) {
        List<ClientConnection> all = List.copyOf(connections);
        Duration period = period(all.size());
        CompletableFuture<?>[] drains =
                all.stream().map(connection -> drain(connection, period)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(drains)
                    .get(period.plus(ClientConnection.DRAIN_TIME).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.DEBUG, "not every connection was closed in time", late);
        }
        all.forEach(ClientConnection::drop);
    }

    private CompletableFuture<Void> drain(ClientConnection connection, Duration period) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        timer.after(
                Duration.ofNanos(ThreadLocalRandom.current().nextLong(period.toNanos() + 1)),
                () -> connection.drain().thenRun(() -> closed.complete(null)));
        return closed;
    }

    /** The period in which this number of connections is closed. */
    static Duration period(int connections) {
        Duration period = PER_CONNECTION.multipliedBy(connections);
        return period.compareTo(MAX_PERIOD) < 0 ? period : MAX_PERIOD;
    }
}
