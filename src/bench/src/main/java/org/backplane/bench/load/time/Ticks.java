package org.backplane.bench.load.time;

/** The clock of the load generator: nanoseconds since its start, never negative, the same for all threads. */
public final class Ticks {

    private static final long START = System.nanoTime();

    private Ticks() {}

    /** Now. */
    public static long now() {
        return System.nanoTime() - START;
    }
}
