package org.backplane.faults;

import java.time.Duration;
import java.util.List;

/**
 * What became of the messages on their way to witnesses.
 *
 * @param lost acknowledged ones that never came although nobody said so, and holes between those that came
 * @param doubled those that came again
 * @param outOfOrder those at another place than others saw them at, or before one that their publisher sent earlier
 * @param resets times that a witness was told to reload
 * @param forgotten acknowledged ones that never came, and a reset after their acknowledgement said so: of the witness
 *     who misses most
 * @param longestGap the longest time between two messages
 */
record Verdict(int lost, int doubled, int outOfOrder, int resets, int forgotten, Duration longestGap) {

    static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, Duration.ZERO);

    /** Whether nothing went wrong: resets are no fault of the witness, but of a Redis that forgot. */
    boolean isClean() {
        return lost == 0 && doubled == 0 && outOfOrder == 0;
    }

    /** What both say together. */
    Verdict plus(Verdict other) {
        return new Verdict(
                lost + other.lost,
                doubled + other.doubled,
                outOfOrder + other.outOfOrder,
                resets + other.resets,
                Math.max(forgotten, other.forgotten),
                longestGap.compareTo(other.longestGap) > 0 ? longestGap : other.longestGap);
    }

    /** All together. */
    static Verdict of(List<Verdict> verdicts) {
        return verdicts.stream().reduce(NOTHING, Verdict::plus);
    }
}
