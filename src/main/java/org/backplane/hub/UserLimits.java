package org.backplane.hub;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.backplane.message.UserId;
import org.backplane.security.RateLimit;

/** One rate limit for each user who did something lately. Thread-safe. */
final class UserLimits {

    private final Map<UserId, RateLimit> limits = new ConcurrentHashMap<>();
    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;

    UserLimits(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Counts one; empty if it is allowed, else how long to wait. */
    Optional<Duration> tryTake(UserId user) {
        RateLimit limit = limits.computeIfAbsent(user, u -> new RateLimit(perSecond, burst, nanoTime));
        return limit.tryTake() ? Optional.empty() : Optional.of(limit.untilNext());
    }

    /** Forgets those who have done nothing lately. */
    void sweep() {
        limits.values().removeIf(RateLimit::isFull);
    }
}
