package org.backplane.bench.load;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.backplane.bench.load.time.Schedule;
import org.backplane.bench.load.time.Ticks;

/** Sends on schedule, whatever comes back: an open loop. What is late goes at once, under the time it was due. */
public final class Pacer {

    private final List<Voice> voices;
    private long said;

    /** Those that speak in turn, each its own stream. */
    public Pacer(List<Voice> voices) {
        this.voices = List.copyOf(voices);
    }

    /** The next sequence number of every stream. */
    public long next() {
        return said;
    }

    /** Has each voice say so many messages; blocks until the last one is sent. Returns when it was due, in {@link Ticks}. */
    public long run(long perSecond, long ofEach) {
        Schedule schedule = new Schedule(Ticks.now() + 1_000_000, perSecond);
        long count = ofEach * voices.size();
        for (long number = 0; number < count; number++) {
            long due = schedule.due(number);
            await(due);
            voices.get((int) (number % voices.size())).say(said + number / voices.size(), due);
        }
        said += ofEach;
        return schedule.due(count);
    }

    private static void await(long due) {
        for (long left = due - Ticks.now(); left > 0; left = due - Ticks.now()) {
            LockSupport.parkNanos(left);
        }
    }
}
