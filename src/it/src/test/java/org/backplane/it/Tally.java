package org.backplane.it;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of many messages on their way to one listener.
 *
 * @param sent how many were acknowledged
 * @param lost how many of them the listener did not get
 * @param doubled how many it got more than once
 * @param outOfOrder how many stand elsewhere than in the order that all share
 */
record Tally(int sent, int lost, int doubled, int outOfOrder) {

    /** What everybody hopes for. */
    static Tally perfect(int sent) {
        return new Tally(sent, 0, 0, 0);
    }

    /** Compares what came with what was sent, both as the unique contents of the messages. */
    static Tally of(List<String> sentInOrder, List<String> seen) {
        Set<String> distinct = new HashSet<>(seen);
        int lost = (int) sentInOrder.stream()
                .filter(message -> !distinct.contains(message))
                .count();
        int outOfOrder = 0;
        for (int i = 0; i < Math.min(sentInOrder.size(), seen.size()); i++) {
            outOfOrder += sentInOrder.get(i).equals(seen.get(i)) ? 0 : 1;
        }
        return new Tally(sentInOrder.size(), lost, seen.size() - distinct.size(), outOfOrder);
    }
}
