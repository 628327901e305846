package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.TaskGuard;

/**
 * Schedules one-time and periodic tasks until the executor shuts down. A task that throws is logged. Thread-safe; no
 * method blocks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the guard logs a task that fails
public final class Maintenance {

    private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());

    private final TaskGuard guard = new TaskGuard(
            LOG, "A maintenance task failed; periodic tasks run again. This is a bug in Backplane: please report it.");

    private final ScheduledExecutorService workers;

    public Maintenance(ScheduledExecutorService workers) {
        this.workers = workers;
    }

    /** Runs a task once after a delay. It must not block. */
    public void after(long millis, Runnable task) {
        schedule(() -> workers.schedule(guard.guarded(task), millis, TimeUnit.MILLISECONDS));
    }

    /**
     * Runs a task periodically, whatever it throws. It must not block.
     *
     * @param millis the pause before the first run and between two runs
     */
    public void every(long millis, Runnable task) {
        long pause = Math.max(1, millis);
        schedule(() -> workers.scheduleWithFixedDelay(guard.guarded(task), pause, pause, TimeUnit.MILLISECONDS));
    }

    private static void schedule(Runnable scheduling) {
        try {
            scheduling.run();
        } catch (RejectedExecutionException shutDown) {
            LOG.log(Level.DEBUG, "a task was scheduled after shutdown", shutDown);
        }
    }
}
