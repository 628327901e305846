package org.backplane.hub.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.backplane.security.RateLimit;

/**
 * One rate limit for each user, or each address, of whom something was asked lately.
 *
 * <p>It keeps {@value #MOST} of them at most: anonymous users cost nothing to make, so whoever comes on top of those shares
 * one limit with all others who do, until some are forgotten. Thread-safe.
 *
 * @param <K> what tells them apart
 */
final class KeyedRateLimits<K> {

    static final int MOST = 50_000;

    private final Map<K, RateLimit> limits = new ConcurrentHashMap<>();
    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final RateLimit others;

    KeyedRateLimits(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.others = fresh();
    }

    private RateLimit fresh() {
        return new RateLimit(perSecond, burst, nanoTime);
    }

    /** The limit of that one, or the one that it shares with others. */
    RateLimit of(K key) {
        RateLimit known = limits.get(key);
        return known == null && limits.size() >= MOST ? others : limits.computeIfAbsent(key, absent -> fresh());
    }

    /** Counts one; empty if it is allowed, else how long to wait. */
    Optional<Duration> tryTake(K key) {
        RateLimit limit = of(key);
        return limit.tryTake() ? Optional.empty() : Optional.of(limit.untilNext());
    }

    /** Forgets those of whom nothing was asked lately. */
    void sweep() {
        limits.values().removeIf(RateLimit::isFull);
    }
}
