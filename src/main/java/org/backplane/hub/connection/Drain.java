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
 * Sends all clients of a node away, each at a time of its own, so that they do not come back to the other nodes at the same
 * moment. Until then a client is served as ever.
 */
public final class Drain {

    private static final System.Logger LOG = System.getLogger(Drain.class.getName());

    /** The window grows by so much with each client, */
    private static final Duration PER_CLIENT = Duration.ofMillis(5);

    /** up to this: servers do not wait long for an application that they end. */
    private static final Duration LONGEST = Duration.ofMillis(1500);

    private final HubTimer timer;

    public Drain(HubTimer timer) {
        this.timer = timer;
    }

    /** Waits until all have gone, but no longer than the window and what each may take. */
    public void to(Collection<ClientConnection> connections) {
        List<ClientConnection> all = List.copyOf(connections);
        Duration window = window(all.size());
        CompletableFuture<?>[] departures =
                all.stream().map(connection -> departure(connection, window)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(departures)
                    .get(window.plus(ClientConnection.DEPARTING).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.DEBUG, "not every client was sent away in time", late);
        }
        all.forEach(ClientConnection::drop);
    }

    private CompletableFuture<Void> departure(ClientConnection connection, Duration window) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        timer.after(
                Duration.ofNanos(ThreadLocalRandom.current().nextLong(window.toNanos() + 1)),
                () -> connection.depart().thenRun(() -> gone.complete(null)));
        return gone;
    }

    /** How long all of so many may take to go. */
    static Duration window(int clients) {
        Duration window = PER_CLIENT.multipliedBy(clients);
        return window.compareTo(LONGEST) < 0 ? window : LONGEST;
    }
}
