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
 * Caches which nodes are alive. A request refreshes the list in the background, at most once a second, so that no
 * caller blocks and nothing is read without requests. Thread-safe.
 */
public final class LiveNodes {

    private static final System.Logger LOG = System.getLogger(LiveNodes.class.getName());
    private static final long REFRESH_NANOS = 1_000_000_000L;
    private static final long MAX_AGE_NANOS = 5 * REFRESH_NANOS;

    private final Supplier<CompletionStage<List<LiveNode>>> query;
    private final LongSupplier clock;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Result latest;

    /** @param since when it was read, by the clock */
    private record Result(List<LiveNode> nodes, long since) {}

    /**
     * Starts with an empty cache.
     *
     * @param query reads the nodes without blocking
     * @param clock a clock in nanoseconds, as {@link System#nanoTime}
     */
    public LiveNodes(Supplier<CompletionStage<List<LiveNode>>> query, LongSupplier clock) {
        this.query = query;
        this.clock = clock;
    }

    /** Returns the nodes as of at most five seconds ago; empty if they are not known. */
    public List<LiveNode> now() {
        Result result = latest;
        long age = result == null ? Long.MAX_VALUE : clock.getAsLong() - result.since();
        if (age >= REFRESH_NANOS && refreshing.compareAndSet(false, true)) {
            refresh();
        }
        return result == null || age > MAX_AGE_NANOS ? List.of() : result.nodes();
    }

    private void refresh() {
        query.get().whenComplete((nodes, failure) -> {
            if (failure == null) {
                latest = new Result(nodes, clock.getAsLong());
            } else {
                LOG.log(Level.DEBUG, "the live nodes could not be read", failure);
            }
            refreshing.set(false);
        });
    }
}
