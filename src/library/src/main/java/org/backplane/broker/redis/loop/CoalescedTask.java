package org.backplane.broker.redis.loop;

import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * Coalesces many requests for the same task into few runs. The first request runs it at once; the next run follows
 * after {@value #PAUSE_MILLIS} ms for each item that the last run processed, at most {@value #LONGEST_PAUSE_MILLIS} ms.
 * Used only on one serial executor.
 */
public final class CoalescedTask {

    private static final long PAUSE_MILLIS = 4;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final IntSupplier task;
    private final Maintenance maintenance;
    private final Executor executor;
    private boolean pausing;

    /**
     * @param task processes all pending items and returns their number
     * @param executor runs the task serially
     */
    public CoalescedTask(IntSupplier task, Maintenance maintenance, Executor executor) {
        this.task = task;
        this.maintenance = maintenance;
        this.executor = executor;
    }

    /** Requests a run, now or when the pause is over; called on the serial executor. */
    public void request() {
        int processed = pausing ? 0 : task.getAsInt();
        if (processed > 0) {
            maintenance.after(
                    Math.min(LONGEST_PAUSE_MILLIS, processed * PAUSE_MILLIS), () -> executor.execute(this::pauseEnded));
            pausing = true;
        }
    }

    private void pauseEnded() {
        pausing = false;
        request();
    }
}
