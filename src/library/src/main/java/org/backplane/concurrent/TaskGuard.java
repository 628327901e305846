package org.backplane.concurrent;

import java.lang.System.Logger.Level;

/**
 * Catches and logs whatever a task throws, {@link Error}s included, at most every ten seconds. Nothing is thrown to the
 * caller, not even if logging itself fails, so that a loop or a periodic task does not end by accident.
 *
 * <p>Thread-safe.
 */
public final class TaskGuard {

    private final RateLimitedLog log;
    private final String line;

    /** @param line the message that is logged with each failure */
    public TaskGuard(System.Logger log, String line) {
        this.log = new RateLimitedLog(log);
        this.line = line;
    }

    /** Returns a task that runs the given one and throws nothing. */
    public Runnable guarded(Runnable task) {
        return () -> run(task);
    }

    /** Runs a task; returns whether it completed without throwing. */
    public boolean run(Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable failure) {
            failed(failure);
            return false;
        }
    }

    /** Logs a failure; throws nothing. */
    @SuppressWarnings("EmptyCatch") // out of memory while logging: the next failure is logged
    public void failed(Throwable failure) {
        try {
            log.log(Level.ERROR, line, failure);
        } catch (Throwable unloggable) {
            // The caller must continue even if the failure cannot be logged.
        }
    }
}
