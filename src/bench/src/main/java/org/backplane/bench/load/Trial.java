package org.backplane.bench.load;

/**
 * What counts in a measured window.
 *
 * @param base the first sequence number that counts, in every stream
 * @param homes the node that each stream is published at, by the number of the stream
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trial(long base, int[] homes) {

    static final Trial NOTHING = new Trial(Long.MAX_VALUE, new int[0]);

    boolean isFar(int stream, int node) {
        return stream < homes.length && homes[stream] != node;
    }
}
