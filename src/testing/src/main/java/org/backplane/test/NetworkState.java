package org.backplane.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the network lets pass at the moment. Thread-safe; whoever waits learns of a change at once. */
final class NetworkState {

    /**
     * One state of the network.
     *
     * @param held nothing passes
     * @param bytesPerSecond per direction and connection
     * @param delay between arriving here and going on
     */
    record Conditions(boolean held, int bytesPerSecond, Duration delay) {

        static final Conditions NORMAL = new Conditions(false, Integer.MAX_VALUE, Duration.ZERO);
        static final Conditions BLACK_HOLE = new Conditions(true, Integer.MAX_VALUE, Duration.ZERO);

        Conditions {
            if (bytesPerSecond <= 0) {
                throw new IllegalArgumentException("bytesPerSecond: " + bytesPerSecond);
            }
        }

        /** How long the bytes before keep the line busy, in nanoseconds. */
        private long busy(int bytes) {
            return bytesPerSecond == Integer.MAX_VALUE ? 0 : bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Conditions now = Conditions.NORMAL;

    void change(Conditions conditions) {
        lock.lock();
        try {
            now = conditions;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until bytes may pass.
     *
     * @param arrived when they came here, by {@link System#nanoTime()}
     * @param sent when those before them went on, by the same clock
     * @param before how many those were
     */
    void awaitPassage(long arrived, long sent, int before) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wait = waitLeft(arrived, sent, before);
            while (wait > 0) {
                changed.awaitNanos(wait);
                wait = waitLeft(arrived, sent, before);
            }
        } finally {
            lock.unlock();
        }
    }

    private long waitLeft(long arrived, long sent, int before) {
        if (now.held) {
            return Long.MAX_VALUE;
        }
        long time = System.nanoTime();
        return Math.max(arrived + now.delay.toNanos() - time, sent + now.busy(before) - time);
    }
}
