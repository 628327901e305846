package org.backplane.hub.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.backplane.security.RateLimit;

/**
 * A rate limit for each user, or each address, with a recent request.
 *
 * <p>At most {@value #MAX_KEYS} keys have their own limit, because a client can create any number of anonymous users. All
 * other keys share one limit, until {@link #sweep} has removed some. Thread-safe; no method blocks.
 *
 * @param <K> user or address
 */
final class KeyedRateLimits<K> {

    static final int MAX_KEYS = 50_000;

    private final Map<K, RateLimit> limits = new ConcurrentHashMap<>();
    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final RateLimit shared;

    KeyedRateLimits(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.shared = newLimit();
    }

    private RateLimit newLimit() {
        return new RateLimit(perSecond, burst, nanoTime);
    }

    /** The limit of a key: its own one, or the shared one. */
    RateLimit of(K key) {
        RateLimit known = limits.get(key);
        return known == null && limits.size() >= MAX_KEYS ? shared : limits.computeIfAbsent(key, absent -> newLimit());
    }

    /** Counts a request; empty if it is allowed, else the time to wait. */
    Optional<Duration> tryTake(K key) {
        RateLimit limit = of(key);
        return limit.tryTake() ? Optional.empty() : Optional.of(limit.untilNext());
    }

    /** Removes the limits of keys without a recent request. */
    void sweep() {
        limits.values().removeIf(RateLimit::isFull);
    }
}
