package org.backplane.concurrent;

import java.lang.System.Logger.Level;

/**
 * Keeps the failure of a task from whoever runs it: what the task throws, an {@link Error} too, is logged, every ten seconds
 * at most, and goes no further, not even if it cannot be logged. A loop or a repeated task behind it never ends by accident.
 *
 * <p>Thread-safe.
 */
public final class TaskGuard {

    private final RateLimitedLog log;
    private final String line;

    /** @param line what is logged with the failure */
    public TaskGuard(System.Logger log, String line) {
        this.log = new RateLimitedLog(log);
        this.line = line;
    }

    /** The same task, which throws nothing. */
    public Runnable guarded(Runnable task) {
        return () -> run(task);
    }

    /** Runs a task and returns whether it ended without a failure. */
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
    @SuppressWarnings("EmptyCatch") // there is no memory to tell anybody with: the next failure is logged
    public void failed(Throwable failure) {
        try {
            log.log(Level.ERROR, line, failure);
        } catch (Throwable unloggable) {
            // What must go on matters more than the line about it.
        }
    }
}
