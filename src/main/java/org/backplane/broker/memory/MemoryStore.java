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
 * All channels of one heap. Brokers that share a store are nodes of one conversation.
 *
 * <p>Thread-safe; channels do not wait for each other. It has no thread: what expired cannot be seen any more from that
 * moment on, its memory comes back with the next {@link #sweep()}.
 */
public final class MemoryStore {

    private static final long SWEEP_PERIOD = Duration.ofMinutes(1).toMillis();

    private final ConcurrentMap<ChannelName, MemoryChannel> channels = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep = new AtomicLong();
    private final Limits limits;
    private final InstantSource clock;

    /** @param clock tells the time of messages and of their expiry; where it is set back, what is left of before is bounded */
    public MemoryStore(Configuration configuration, InstantSource clock) {
        this.limits = Limits.of(configuration);
        this.clock = clock;
    }

    /** How many channels there are. */
    public int channels() {
        return channels.size();
    }

    /** Gives up the memory of channels that nobody uses and of messages and keys that are too old. */
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

    /** Whether a sweep is due; of several callers one is told. */
    boolean isSweepDue() {
        long now = clock.millis();
        long due = nextSweep.get();
        boolean isDue = now >= due || due - now > SWEEP_PERIOD;
        return isDue && nextSweep.compareAndSet(due, now + SWEEP_PERIOD);
    }

    /** Works on a channel under its lock; a channel that is not there begins. */
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

    /** Works on a channel under its lock, if it is there. */
    <T> Optional<T> inExisting(ChannelName name, Function<MemoryChannel, T> work) {
        return Optional.ofNullable(channels.get(name)).flatMap(channel -> tryIn(channel, work));
    }

    /** Works on every channel, each under its lock. */
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
