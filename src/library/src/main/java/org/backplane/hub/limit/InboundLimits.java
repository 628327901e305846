package org.backplane.hub.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Rejection;
import org.backplane.security.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits for the commands of one connection.
 *
 * <p>A client that reconnects subscribes to all its channels at once, so {@code subscribe} and {@code pong} have a separate
 * limit that allows that. A new name is published in all channels of the user, so names have a lower limit. Thread-safe; no
 * method blocks.
 */
public final class InboundLimits {

    private static final double NAMES_PER_SECOND = 1;
    private static final int NAMES_AT_ONCE = 10;

    private final Configuration configuration;
    private final LongSupplier nanoTime;

    // Each is created when it is needed: most connections only receive.
    private @Nullable RateLimit commands;
    private @Nullable RateLimit subscriptions;
    private @Nullable RateLimit names;

    public InboundLimits(Configuration configuration, LongSupplier nanoTime) {
        this.configuration = configuration;
        this.nanoTime = nanoTime;
    }

    /** Counts a command; empty if it is within the limits. */
    public synchronized Optional<Rejection> check(Command command) {
        if (command instanceof Command.Pong || command instanceof Command.Subscribe) {
            if (subscriptions == null) {
                subscriptions = limit(configuration.get(Settings.CONNECTION_CHANNELS));
            }
            return take(subscriptions, "too many subscriptions");
        }
        if (command instanceof Command.Hello) {
            if (names == null) {
                names = new RateLimit(NAMES_PER_SECOND, NAMES_AT_ONCE, nanoTime);
            }
            return take(names, "too many new names").or(this::checkRate);
        }
        return checkRate();
    }

    private Optional<Rejection> checkRate() {
        if (commands == null) {
            commands = limit(0);
        }
        return take(commands, "too many commands");
    }

    /** @param extraBurst added to the usual burst */
    private RateLimit limit(int extraBurst) {
        return new RateLimit(
                configuration.get(Settings.CONNECTION_RATE),
                configuration.get(Settings.CONNECTION_BURST) + extraBurst,
                nanoTime);
    }

    private static Optional<Rejection> take(RateLimit limit, String message) {
        if (limit.tryTake()) {
            return Optional.empty();
        }
        Duration wait = limit.untilNext();
        return Optional.of(Rejection.rateLimited(message, wait));
    }
}
