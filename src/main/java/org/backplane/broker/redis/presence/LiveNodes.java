package org.backplane.broker.redis.presence;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.backplane.broker.LiveNode;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes live, for whoever asks now and then: asking reads it anew in the background, once a second at most, so that
 * nobody waits and nothing is read while nobody asks. Thread-safe.
 */
public final class LiveNodes {

    private static final System.Logger LOG = System.getLogger(LiveNodes.class.getName());
    private static final long READ_AGAIN_NANOS = 1_000_000_000L;
    private static final long KNOWN_NANOS = 5 * READ_AGAIN_NANOS;

    private final Supplier<CompletionStage<List<LiveNode>>> reading;
    private final LongSupplier clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Seen seen;

    /** @param since when it was read, by the clock */
    private record Seen(List<LiveNode> nodes, long since) {}

    /**
     * Knows nothing yet.
     *
     * @param reading reads the nodes without blocking
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public LiveNodes(Supplier<CompletionStage<List<LiveNode>>> reading, LongSupplier clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** The nodes as they were a few seconds ago at most; empty if that is not known. */
    public List<LiveNode> now() {
        Seen last = seen;
        long age = last == null ? Long.MAX_VALUE : clock.getAsLong() - last.since();
        if (age >= READ_AGAIN_NANOS && busy.compareAndSet(false, true)) {
            read();
        }
        return last == null || age > KNOWN_NANOS ? List.of() : last.nodes();
    }

    private void read() {
        reading.get().whenComplete((nodes, failure) -> {
            if (failure == null) {
                seen = new Seen(nodes, clock.getAsLong());
            } else {
                LOG.log(Level.DEBUG, "nobody knows which nodes live", failure);
            }
            busy.set(false);
        });
    }
}
