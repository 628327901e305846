package org.backplane.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * What became of the messages that should follow a position.
 *
 * @param received how many came
 * @param lost how many are missing before the last of them
 * @param doubled how many came again
 * @param disordered how many came after a later one
 * @param strange how many are of another epoch
 */
public record Tally(int received, long lost, int doubled, int disordered, int strange) {

    /** Counts. */
    public static Tally of(Position start, List<StoredMessage> messages) {
        Set<Long> seen = new HashSet<>();
        long highest = start.offset();
        int doubled = 0;
        int disordered = 0;
        int strange = 0;
        for (StoredMessage message : messages) {
            Position position = message.position();
            strange += position.epoch().equals(start.epoch()) ? 0 : 1;
            doubled += seen.add(position.offset()) ? 0 : 1;
            disordered += position.offset() < highest ? 1 : 0;
            highest = Math.max(highest, position.offset());
        }
        long lost = highest
                - start.offset()
                - seen.stream().filter(offset -> offset > start.offset()).count();
        return new Tally(messages.size(), lost, doubled, disordered, strange);
    }

    /** What it should be. */
    public static Tally clean(int received) {
        return new Tally(received, 0, 0, 0, 0);
    }
}
