package org.backplane.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.security.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * How much one connection may ask for.
 *
 * <p>Who comes back subscribes to all his channels at once, so {@code subscribe} and {@code pong} have a limit of their own
 * with room for that. A new name is told in all of them, so names have one too. Thread-safe.
 */
final class InboundLimits {

    private static final double NAMES_PER_SECOND = 1;
    private static final int NAMES_AT_ONCE = 10;

    private final Configuration configuration;
    private final LongSupplier nanoTime;

    // Each made when it is needed: most connections only listen.
    private @Nullable RateLimit commands;
    private @Nullable RateLimit subscriptions;
    private @Nullable RateLimit names;

    InboundLimits(Configuration configuration, LongSupplier nanoTime) {
        this.configuration = configuration;
        this.nanoTime = nanoTime;
    }

    /** Counts a command; empty if it is allowed. */
    synchronized Optional<Refusal> check(Command command) {
        if (command instanceof Command.Pong || command instanceof Command.Subscribe) {
            subscriptions = orNew(subscriptions, rate(), burst() + configuration.get(Settings.CONNECTION_CHANNELS));
            return take(subscriptions, "too many subscriptions");
        }
        if (command instanceof Command.Hello) {
            names = orNew(names, NAMES_PER_SECOND, NAMES_AT_ONCE);
            return take(names, "too many new names").or(this::checkRate);
        }
        return checkRate();
    }

    private Optional<Refusal> checkRate() {
        commands = orNew(commands, rate(), burst());
        return take(commands, "too many commands");
    }

    private int rate() {
        return configuration.get(Settings.CONNECTION_RATE);
    }

    private int burst() {
        return configuration.get(Settings.CONNECTION_BURST);
    }

    private RateLimit orNew(@Nullable RateLimit limit, double perSecond, int burst) {
        return limit == null ? new RateLimit(perSecond, burst, nanoTime) : limit;
    }

    private static Optional<Refusal> take(RateLimit limit, String excess) {
        if (limit.tryTake()) {
            return Optional.empty();
        }
        Duration wait = limit.untilNext();
        return Optional.of(Refusal.rateLimited(excess, wait));
    }
}
