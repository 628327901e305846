package org.backplane.concurrent;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs an event that can occur very often: the first occurrence at once, later ones at most every {@value
 * #PAUSE_SECONDS} seconds, with the number of occurrences that were suppressed since the last line. Remote peers cannot
 * fill the log that way.
 *
 * <p>Thread-safe and lock-free.
 */
public final class RateLimitedLog {

    private static final int PAUSE_SECONDS = 10;

    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong silentUntil;
    private final AtomicLong suppressed = new AtomicLong();

    public RateLimitedLog(System.Logger log) {
        this(log, System::nanoTime);
    }

    /** @param nanoTime a clock in nanoseconds, as {@link System#nanoTime} */
    RateLimitedLog(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.silentUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /** Logs a line, or counts it if a line was logged less than {@value #PAUSE_SECONDS} seconds ago. */
    public void log(Level level, String line) {
        log(level, line, null);
    }

    /** Logs a line with a cause, or counts it if a line was logged less than {@value #PAUSE_SECONDS} seconds ago. */
    public void log(Level level, String line, @Nullable Throwable cause) {
        long now = nanoTime.getAsLong();
        long until = silentUntil.get();
        if (now - until < 0
                || !silentUntil.compareAndSet(
                        until, now + Duration.ofSeconds(PAUSE_SECONDS).toNanos())) {
            suppressed.incrementAndGet();
            return;
        }
        long count = suppressed.getAndSet(0);
        String text = count == 0 ? line : line + " (and " + count + " more since the last such line)";
        log.log(level, text, cause);
    }
}
