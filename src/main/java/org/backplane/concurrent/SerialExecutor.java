package org.backplane.concurrent;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they were given, each seeing what the one before it did, on the
 * threads of another executor. A channel's turn is one of these.
 *
 * <p>Thread-safe and lock-free; the giver never blocks, and does not run what it gives unless it
 * asks for that. After {@value #FAIRNESS} tasks the thread goes to others that
 * wait. A task that throws is logged and the next one runs. When no thread can be had, the giver is told by what the
 * underlying executor throws, and the tasks run together with the next one. When that executor has shut down, tasks are dropped.
 */
public final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());
    private static final TaskGuard GUARD =
            new TaskGuard(LOG, "A task failed; those after it run. This is a bug in Backplane: please report it.");
    private static final int FAIRNESS = 256;

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Tasks wait, and no thread could be had for them. */
    private final AtomicBoolean stranded = new AtomicBoolean();

    /** @param threads whose threads run the tasks; must not run them in the caller */
    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0 || stranded.compareAndSet(true, false)) {
            schedule();
        }
    }

    /**
     * Runs a task in the calling thread if none is running or waits, else as {@link #execute} does: for a giver that has
     * nothing else to do, and saves waking up another thread.
     */
    public void executeHere(Runnable task) {
        if (waiting.compareAndSet(0, 1)) {
            GUARD.run(task);
            if (waiting.decrementAndGet() > 0) {
                schedule();
            }
        } else {
            execute(task);
        }
    }

    private void schedule() {
        try {
            threads.execute(this::runSome);
        } catch (RejectedExecutionException shutDown) {
            LOG.log(Level.DEBUG, "a task came after the end", shutDown);
        } catch (RuntimeException | Error noThread) {
            stranded.set(true);
            throw noThread;
        }
    }

    private void runSome() {
        int done = 0;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                GUARD.run(task);
                done++;
            }
        } while (done < FAIRNESS && done < waiting.get());
        if (waiting.addAndGet(-done) > 0) {
            schedule();
        }
    }
}
