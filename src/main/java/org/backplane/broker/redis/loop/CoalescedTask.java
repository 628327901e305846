package org.backplane.broker.redis.loop;

import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/**
 * Does what was asked for many times in few rounds: the first at once, the next after {@value #PAUSE_MILLIS} ms for each thing
 * that the last one did, {@value #LONGEST_PAUSE_MILLIS} ms at most. For one turn only.
 */
public final class CoalescedTask {

    private static final long PAUSE_MILLIS = 4;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final IntSupplier task;
    private final Maintenance upkeep;
    private final Executor turn;
    private boolean pausing;

    /** @param task does all that is to be done, and tells how many things that were */
    public CoalescedTask(IntSupplier task, Maintenance upkeep, Executor turn) {
        this.task = task;
        this.upkeep = upkeep;
        this.turn = turn;
    }

    /** Something is to be done: on the turn, now or when the pause is over. */
    public void due() {
        int done = pausing ? 0 : task.getAsInt();
        if (done > 0) {
            upkeep.after(Math.min(LONGEST_PAUSE_MILLIS, done * PAUSE_MILLIS), () -> turn.execute(this::pauseIsOver));
            pausing = true;
        }
    }

    private void pauseIsOver() {
        pausing = false;
        due();
    }
}
