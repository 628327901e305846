package org.backplane.bench.workload;

/** How long and how wide a run of the benchmark is. */
public enum Length {
    /** A few minutes: what it shows is that it works. */
    QUICK(1, 4),
    /** What figures are quoted from. */
    FULL(2, 8);

    private final int warmUpSeconds;
    private final int seconds;

    Length(int warmUpSeconds, int seconds) {
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
    }

    /** Load that does not count, before each window. */
    int warmUpSeconds() {
        return warmUpSeconds;
    }

    /** A measured window. */
    int seconds() {
        return seconds;
    }

    /** Load that does not count, where what is measured needs little. */
    int briefWarmUpSeconds() {
        return pick(1, 2);
    }

    /** A measured window of what comes often enough to be measured in less. */
    int briefSeconds() {
        return pick(2, 5);
    }

    /** One number in a quick run, another in a full one. */
    int pick(int quick, int full) {
        return this == QUICK ? quick : full;
    }
}
