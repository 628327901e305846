package org.backplane.concurrent;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in the log for what can happen very often: the first time it is told at once, then every {@value #PAUSE_SECONDS}
 * seconds at most, with how often it happened since. So nobody can fill the log from outside.
 *
 * <p>Thread-safe; nobody waits.
 */
public final class RateLimitedLog {

    private static final int PAUSE_SECONDS = 10;

    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong silentUntil;
    private final AtomicLong untold = new AtomicLong();

    /** Tells through a logger. */
    public RateLimitedLog(System.Logger log) {
        this(log, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    RateLimitedLog(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.silentUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /** It happened once more. */
    public void log(Level level, String line) {
        log(level, line, null);
    }

    /** It happened once more, and this is why. */
    public void log(Level level, String line, @Nullable Throwable cause) {
        long now = nanoTime.getAsLong();
        long until = silentUntil.get();
        if (now - until < 0
                || !silentUntil.compareAndSet(
                        until, now + Duration.ofSeconds(PAUSE_SECONDS).toNanos())) {
            untold.incrementAndGet();
            return;
        }
        long others = untold.getAndSet(0);
        String told = others == 0 ? line : line + " (and " + others + " times more since it was told last)";
        log.log(level, told, cause);
    }
}
