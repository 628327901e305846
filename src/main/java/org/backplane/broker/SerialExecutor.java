package org.backplane.broker;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they were given, each seeing what the one before it did, on the
 * threads of another executor. A channel's turn is one of these.
 *
 * <p>Thread-safe and lock-free; the giver never blocks, and does not run what it gives unless it
 * asks for that. After {@value #FAIRNESS} tasks the thread goes to others that
 * wait. A task that throws is logged and the next one runs. When the underlying executor has shut down, tasks are dropped.
 */
public final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());
    private static final RareLog RARE = new RareLog(LOG);
    private static final int FAIRNESS = 256;

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param threads whose threads run the tasks; must not run them in the caller */
    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
    }

    /**
     * Runs a task in the calling thread if none is running or waits, else as {@link #execute} does: for a giver that has
     * nothing else to do, and saves waking up another thread.
     */
    public void executeHere(Runnable task) {
        if (waiting.compareAndSet(0, 1)) {
            run(task);
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
        }
    }

    private void runSome() {
        int done = 0;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
                done++;
            }
        } while (done < FAIRNESS && done < waiting.get());
        if (waiting.addAndGet(-done) > 0) {
            schedule();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            RARE.log(
                    Level.ERROR,
                    "A task failed; those after it run. This is a bug in Backplane: please report it.",
                    bug);
        }
    }
}
