package org.backplane.bench.load.time;

/**
 * When each message is due: a fixed plan that no stall moves.
 *
 * @param start when the first one is due
 * @param perSecond how many are due in a second
 */
public record Schedule(long start, long perSecond) {

    private static final long SECOND = 1_000_000_000L;

    public Schedule {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("no rate: " + perSecond);
        }
    }

    /** When a message is due, in {@link Ticks}. */
    public long due(long number) {
        return start + number / perSecond * SECOND + number % perSecond * SECOND / perSecond;
    }
}
