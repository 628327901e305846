package org.backplane.broker.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;

/**
 * The channels of one heap. Brokers that share a store are nodes of one deployment.
 *
 * <p>Thread-safe; operations on different channels do not block each other. It has no thread: expired content is
 * invisible at once, and its memory is freed by the next {@link #sweep()}.
 */
public final class MemoryStore {

    private static final long SWEEP_PERIOD = Duration.ofMinutes(1).toMillis();

    private final ConcurrentMap<ChannelName, MemoryChannel> channels = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep = new AtomicLong();
    private final Limits limits;
    private final InstantSource clock;

    /** @param clock the time of messages and of their expiry; the effect of setting it back is bounded */
    public MemoryStore(Configuration configuration, InstantSource clock) {
        this.limits = Limits.of(configuration);
        this.clock = clock;
    }

    /** The number of channels. */
    public int channels() {
        return channels.size();
    }

    /** Frees the memory of unused channels and of expired messages and keys. */
    public void sweep() {
        channels.forEach((name, channel) -> {
            if (channel.enter()) {
                try {
                    channel.forget();
                } finally {
                    channel.exit();
                }
            } else {
                channels.remove(name, channel);
            }
        });
    }

    /** Whether a sweep is due; returns true to one of several concurrent callers. */
    boolean isSweepDue() {
        long now = clock.millis();
        long due = nextSweep.get();
        boolean isDue = now >= due || due - now > SWEEP_PERIOD;
        return isDue && nextSweep.compareAndSet(due, now + SWEEP_PERIOD);
    }

    /** Runs an operation on a channel under its lock; creates the channel if necessary. */
    <T> T in(ChannelName name, Function<MemoryChannel, T> work) {
        while (true) {
            MemoryChannel channel = channels.computeIfAbsent(name, n -> new MemoryChannel(n, limits, clock));
            Optional<T> done = tryIn(channel, c -> {
                T result = work.apply(c);
                c.begun();
                return result;
            });
            if (done.isPresent()) {
                return done.get();
            }
            channels.remove(name, channel);
        }
    }

    /** Runs an operation on a channel under its lock, if the channel exists. */
    <T> Optional<T> inExisting(ChannelName name, Function<MemoryChannel, T> work) {
        return Optional.ofNullable(channels.get(name)).flatMap(channel -> tryIn(channel, work));
    }

    /** Runs an operation on every channel, each under its own lock. */
    void inEach(Consumer<MemoryChannel> work) {
        channels.values()
                .forEach(channel -> tryIn(channel, c -> {
                    work.accept(c);
                    return true;
                }));
    }

    private static <T> Optional<T> tryIn(MemoryChannel channel, Function<MemoryChannel, T> work) {
        if (!channel.enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(channel));
        } finally {
            channel.exit();
        }
    }
}
