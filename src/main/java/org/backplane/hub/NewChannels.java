package org.backplane.hub;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.security.RateLimit;

/**
 * Bounds how many channels that this node has not used lately it begins to use in a minute, all users together and each
 * by himself. Thread-safe.
 */
final class NewChannels {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final Map<ChannelName, Long> lastUse = new ConcurrentHashMap<>();
    private final RateLimit node;
    private final KeyedLimits<UserId> users;
    private final LongSupplier nanoTime;

    NewChannels(Configuration configuration, LongSupplier nanoTime) {
        int perNode = configuration.get(Settings.CHANNELS_CREATED_PER_MINUTE);
        int perUser = configuration.get(Settings.CHANNELS_CREATED_PER_MINUTE_PER_USER);
        this.node = new RateLimit(perNode / SECONDS_PER_MINUTE, perNode, nanoTime);
        this.users = new KeyedLimits<>(perUser / SECONDS_PER_MINUTE, perUser, nanoTime);
        this.nanoTime = nanoTime;
    }

    /** A user wants to use a channel; empty if he may, else how long to wait. */
    Optional<Duration> use(ChannelName channel, UserId user) {
        if (lastUse.replace(channel, nanoTime.getAsLong()) != null) {
            return Optional.empty();
        }
        Optional<Duration> wait = users.tryTake(user);
        if (wait.isEmpty() && !node.tryTake()) {
            wait = Optional.of(node.untilNext());
        }
        if (wait.isEmpty()) {
            lastUse.put(channel, nanoTime.getAsLong());
        }
        return wait;
    }

    /** Forgets what was not used lately. */
    void sweep() {
        long now = nanoTime.getAsLong();
        lastUse.values().removeIf(time -> now - time > MEMORY.toNanos());
        users.sweep();
    }
}
