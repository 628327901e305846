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
            return take(subscriptions(), "too many subscriptions");
        }
        if (command instanceof Command.Hello) {
            return take(names(), "too many new names").or(() -> take(commands(), "too many commands"));
        }
        return take(commands(), "too many commands");
    }

    private RateLimit commands() {
        RateLimit limit = commands;
        if (limit == null) {
            limit = limit(configuration.get(Settings.CONNECTION_BURST));
            commands = limit;
        }
        return limit;
    }

    private RateLimit subscriptions() {
        RateLimit limit = subscriptions;
        if (limit == null) {
            limit = limit(
                    configuration.get(Settings.CONNECTION_BURST) + configuration.get(Settings.CONNECTION_CHANNELS));
            subscriptions = limit;
        }
        return limit;
    }

    private RateLimit limit(int burst) {
        return new RateLimit(configuration.get(Settings.CONNECTION_RATE), burst, nanoTime);
    }

    private RateLimit names() {
        RateLimit limit = names;
        if (limit == null) {
            limit = new RateLimit(NAMES_PER_SECOND, NAMES_AT_ONCE, nanoTime);
            names = limit;
        }
        return limit;
    }

    private static Optional<Refusal> take(RateLimit limit, String excess) {
        if (limit.tryTake()) {
            return Optional.empty();
        }
        Duration wait = limit.untilNext();
        return Optional.of(Refusal.rateLimited(excess, wait));
    }
}
