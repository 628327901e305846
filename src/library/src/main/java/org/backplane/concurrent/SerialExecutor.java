package org.backplane.concurrent;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they were submitted, on the threads of another executor. Each task
 * sees the effects of the tasks before it. Every channel has one.
 *
 * <p>Thread-safe and lock-free. {@link #execute} never blocks and never runs the task in the caller; {@link
 * #executeHere} may. After {@value #MAX_TASKS_PER_RUN} tasks the thread is returned to the underlying executor. A task
 * that throws is logged and the next one runs. If the underlying executor cannot supply a thread, its exception is
 * passed on to the caller, and the task runs together with the next one that is submitted. After the underlying
 * executor was shut down, tasks are dropped.
 */
public final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());
    private static final TaskGuard GUARD =
            new TaskGuard(LOG, "A task failed; those after it run. This is a bug in Backplane: please report it.");
    private static final int MAX_TASKS_PER_RUN = 256;

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** Whether tasks are queued for which no thread was available. */
    private final AtomicBoolean stranded = new AtomicBoolean();

    /** @param threads runs the tasks; must not run them in the calling thread */
    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0 || stranded.compareAndSet(true, false)) {
            schedule();
        }
    }

    /**
     * Runs a task in the calling thread if no task is running or queued, and submits it as {@link #execute} does
     * otherwise. Meant for a caller that would be idle: it saves waking another thread.
     */
    public void executeHere(Runnable task) {
        if (pending.compareAndSet(0, 1)) {
            GUARD.run(task);
            if (pending.decrementAndGet() > 0) {
                schedule();
            }
        } else {
            execute(task);
        }
    }

    private void schedule() {
        try {
            threads.execute(this::runQueued);
        } catch (RejectedExecutionException shutDown) {
            LOG.log(Level.DEBUG, "a task was submitted after shutdown", shutDown);
        } catch (RuntimeException | Error noThread) {
            stranded.set(true);
            throw noThread;
        }
    }

    private void runQueued() {
        int done = 0;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                GUARD.run(task);
                done++;
            }
        } while (done < MAX_TASKS_PER_RUN && done < pending.get());
        if (pending.addAndGet(-done) > 0) {
            schedule();
        }
    }
}
