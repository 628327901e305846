package org.backplane.bench.load;

import java.util.BitSet;

/**
 * What one receiver saw of each of its streams: what is missing, what came twice, what came late. It costs a number per stream until
 * something is missing. Used by one thread at a time.
 */
final class SequenceCheck {

    private final int first;
    private final long base;
    private final long[] next;
    private final BitSet[] missing;
    private long doubled;
    private long outOfOrder;
    private long foreign;

    /**
     * @param first number of the first stream that it receives
     * @param count how many it receives
     * @param base the first sequence number that counts
     */
    SequenceCheck(int first, int count, long base) {
        this.first = first;
        this.base = base;
        this.next = new long[count];
        this.missing = new BitSet[count];
    }

    /** A message came. */
    void see(int stream, long sequence) {
        int index = stream - first;
        if (index < 0 || index >= next.length) {
            foreign++;
            return;
        }
        long place = sequence - base;
        if (place == next[index]) {
            next[index]++;
        } else if (place > next[index]) {
            skip(index, place);
        } else if (missing[index] != null && missing[index].get((int) place)) {
            missing[index].clear((int) place);
            outOfOrder++;
        } else {
            doubled++;
        }
    }

    private void skip(int index, long place) {
        if (missing[index] == null) {
            missing[index] = new BitSet();
        }
        missing[index].set((int) next[index], (int) place);
        next[index] = place + 1;
    }

    /** How many did not come of so many that were sent of each stream from the base on. */
    long lost(long sentOfEach) {
        long lost = 0;
        for (int i = 0; i < next.length; i++) {
            lost += Math.max(0, sentOfEach - next[i]) + (missing[i] == null ? 0 : missing[i].cardinality());
        }
        return lost;
    }

    /** Messages that were there already. */
    long doubled() {
        return doubled;
    }

    /** Messages that came after one that was sent later. */
    long outOfOrder() {
        return outOfOrder;
    }

    /** Messages of streams that it should not receive. */
    long foreign() {
        return foreign;
    }
}
