package org.backplane.hub.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.TaskGuard;

/** The timer thread of a hub; also a serial executor. A task that fails is logged. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // the guard logs a task that fails
public final class HubTimer implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HubTimer.class.getName());

    private static final TaskGuard GUARD = new TaskGuard(
            LOG,
            "A task of the timer failed; it is tried again if it repeats. This is a bug in Backplane: please report it.");

    private final ScheduledThreadPoolExecutor thread;

    public HubTimer(ThreadFactory factory) {
        ThreadFactory named = task -> factory.newThread(() -> {
            Thread.currentThread().setName("backplane-timer");
            task.run();
        });
        this.thread = new ScheduledThreadPoolExecutor(1, named, new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Runs a task after those submitted before. The task must not block. */
    @Override
    public void execute(Runnable task) {
        thread.execute(GUARD.guarded(task));
    }

    /** Runs a task after a delay. The task must not block. */
    public void after(Duration delay, Runnable task) {
        thread.schedule(GUARD.guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task periodically, with a pause after each run. The task must not block. */
    public void every(Duration pause, Runnable task) {
        thread.scheduleWithFixedDelay(GUARD.guarded(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops tasks that have not begun, and ends the thread. Does not wait. Tasks submitted later are ignored. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
