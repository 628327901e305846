package org.backplane.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * Counts how the messages after a position were delivered.
 *
 * @param received how many arrived
 * @param lost how many before the last one are missing
 * @param doubled how many arrived again
 * @param disordered how many arrived after a later one
 * @param strange how many have another epoch
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
