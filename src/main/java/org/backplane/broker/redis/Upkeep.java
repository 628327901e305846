package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.RareLog;

/** What is done later, or again and again, until the workers end. Thread-safe. */
final class Upkeep {

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    private final RareLog rare = new RareLog(LOG);

    private final ScheduledExecutorService workers;

    Upkeep(ScheduledExecutorService workers) {
        this.workers = workers;
    }

    /** Does a task once, after a while. It must not block or throw. */
    @SuppressWarnings("FutureReturnValueIgnored") // no task throws
    void after(long millis, Runnable task) {
        try {
            workers.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "nothing is done later any more", closing);
        }
    }

    /** Does a task again and again, the first time after one pause. It must not block; if it throws, that is logged. */
    void every(long millis, Runnable task) {
        after(millis, () -> {
            try {
                task.run();
            } catch (RuntimeException bug) {
                rare.log(
                        Level.ERROR,
                        "Upkeep failed; it is tried again. This is a bug in Backplane: please report it.",
                        bug);
            }
            every(millis, task);
        });
    }
}
