package org.backplane.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.security.RateLimit;

/**
 * How much one connection may ask for.
 *
 * <p>Who comes back subscribes to all his channels at once, so {@code subscribe} and {@code pong} have a limit of their own
 * with room for that. A new name is told in all of them, so names have one too. Thread-safe.
 */
final class InboundLimits {

    private static final double NAMES_PER_SECOND = 1;
    private static final int NAMES_AT_ONCE = 10;

    private final RateLimit commands;
    private final RateLimit subscriptions;
    private final RateLimit names;

    InboundLimits(Configuration configuration, LongSupplier nanoTime) {
        int rate = configuration.get(Settings.CONNECTION_RATE);
        int burst = configuration.get(Settings.CONNECTION_BURST);
        this.commands = new RateLimit(rate, burst, nanoTime);
        this.subscriptions = new RateLimit(rate, burst + configuration.get(Settings.CONNECTION_CHANNELS), nanoTime);
        this.names = new RateLimit(NAMES_PER_SECOND, NAMES_AT_ONCE, nanoTime);
    }

    /** Counts a command; empty if it is allowed. */
    Optional<Refusal> check(Command command) {
        if (command instanceof Command.Pong || command instanceof Command.Subscribe) {
            return take(subscriptions, "too many subscriptions");
        }
        if (command instanceof Command.Hello) {
            return take(names, "too many new names").or(() -> take(commands, "too many commands"));
        }
        return take(commands, "too many commands");
    }

    private static Optional<Refusal> take(RateLimit limit, String excess) {
        if (limit.tryTake()) {
            return Optional.empty();
        }
        Duration wait = limit.untilNext();
        return Optional.of(Refusal.rateLimited(excess, wait));
    }
}
