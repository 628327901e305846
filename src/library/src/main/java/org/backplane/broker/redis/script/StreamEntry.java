package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * A batch of messages as the stream stores it and pub/sub carries it: a line {@code 1 epoch base count at}, followed by
 * a line for each message.
 *
 * @param first the position of the first message
 * @param at when the messages were stored, in milliseconds since 1970
 * @param bodies the JSON of the messages without their heads
 */
public record StreamEntry(Position first, long at, List<String> bodies) {

    private static final String VERSION = "1";
    private static final int WORDS = 5;

    /** The end of the year 9999, the latest time that a timestamp can express. */
    private static final long LATEST = 253_402_300_799_999L;

    /** @throws IllegalArgumentException if the payload is not an entry of a known version */
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

    /** The position of the last message. */
    public Position last() {
        return first.plus(bodies.size() - 1L);
    }

    /** Returns the messages after an offset. */
    public List<StoredMessage> after(ChannelName channel, long offset) {
        List<StoredMessage> messages = new ArrayList<>();
        long skipped = Math.max(0, offset + 1 - first.offset());
        for (int i = (int) Math.min(skipped, bodies.size()); i < bodies.size(); i++) {
            messages.add(StoredMessage.of(channel, first.plus(i), at, bodies.get(i)));
        }
        return messages;
    }
}
