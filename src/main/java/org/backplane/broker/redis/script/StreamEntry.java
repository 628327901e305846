package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * One batch of messages, as the stream keeps it and pub/sub carries it: a line {@code 1 epoch base count at}, then a line
 * for each message.
 *
 * @param first where the first message stands
 * @param at when they were stored, milliseconds since 1970
 * @param bodies the messages' JSON but for their heads
 */
public record StreamEntry(Position first, long at, List<String> bodies) {

    private static final String VERSION = "1";
    private static final int WORDS = 5;

    /** The end of the year 9999, the last that a timestamp can name. */
    private static final long LATEST = 253_402_300_799_999L;

    /** @throws IllegalArgumentException if the payload is no entry of a version that we know */
    public static StreamEntry parse(byte[] payload) {
        String[] lines = new String(payload, UTF_8).split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        boolean isEntry = head.length == WORDS && head[0].equals(VERSION) && lines.length > 1;
        if (!isEntry || Integer.parseInt(head[3]) != lines.length - 1) {
            throw new IllegalArgumentException("not a batch of messages");
        }
        long at = Long.parseLong(head[4]);
        if (at < 0 || at > LATEST) {
            throw new IllegalArgumentException("no time of a batch of messages");
        }
        return new StreamEntry(
                Position.parse(head[1] + ":" + head[2]), at, List.of(lines).subList(1, lines.length));
    }

    /** Where the last message stands. */
    public Position last() {
        return first.plus(bodies.size() - 1L);
    }

    /** The messages that follow an offset. */
    public List<StoredMessage> after(ChannelName channel, long offset) {
        List<StoredMessage> messages = new ArrayList<>();
        long known = Math.max(0, offset + 1 - first.offset());
        for (int i = (int) Math.min(known, bodies.size()); i < bodies.size(); i++) {
            messages.add(StoredMessage.of(channel, first.plus(i), at, bodies.get(i)));
        }
        return messages;
    }
}
