package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.TaskGuard;

/** What is done later, or again and again, until the workers end. A task that throws is logged. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // the guard logs a task that fails
public final class Maintenance {

    private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());

    private final TaskGuard guard = new TaskGuard(
            LOG, "Upkeep failed; it is tried again if it repeats. This is a bug in Backplane: please report it.");

    private final ScheduledExecutorService workers;

    public Maintenance(ScheduledExecutorService workers) {
        this.workers = workers;
    }

    /** Does a task once, after a while. It must not block. */
    public void after(long millis, Runnable task) {
        begin(() -> workers.schedule(guard.guarded(task), millis, TimeUnit.MILLISECONDS));
    }

    /** Does a task again and again, whatever it throws, the first time after one pause. It must not block. */
    public void every(long millis, Runnable task) {
        long pause = Math.max(1, millis);
        begin(() -> workers.scheduleWithFixedDelay(guard.guarded(task), pause, pause, TimeUnit.MILLISECONDS));
    }

    private static void begin(Runnable scheduling) {
        try {
            scheduling.run();
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "nothing is done later any more", closing);
        }
    }
}
