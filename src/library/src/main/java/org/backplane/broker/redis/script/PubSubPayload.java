package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.message.Line;
import org.backplane.message.StateDocument;
import org.jspecify.annotations.Nullable;

/** A payload that a channel's pub/sub carries. */
public sealed interface PubSubPayload {

    /** A batch of stored messages. */
    record Messages(StreamEntry entry) implements PubSubPayload {}

    /** A transient message. */
    record Transient(Line line) implements PubSubPayload {}

    /**
     * Changes of state or members that were made together, in the order of their revisions.
     *
     * @param unreadable how many further changes cannot be parsed; the next revision shows that they are missing
     */
    record Changes(List<Change> changes, int unreadable) implements PubSubPayload {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /** A change of state or members. */
    sealed interface Change {
        /** The epoch of the channel, in which revisions count. */
        String epoch();

        /** One more than the revision of the change before. */
        long revision();
    }

    /** A state document has a new version. */
    record StateChange(String epoch, long revision, StateDocument document) implements Change {}

    /** A user joined, left or has a new presence. */
    record MemberChange(String epoch, long revision, PresenceChange change) implements Change {}

    /** @throws RuntimeException if the payload is of no known format */
    static PubSubPayload parse(byte[] payload) {
        return switch (payload.length == 0 ? 0 : payload[0]) {
            case '1' -> new Messages(StreamEntry.parse(payload));
            case 't' -> new Transient(Line.of(afterHead(new String(payload, UTF_8))));
            case 's' -> new Changes(List.of(stateChange(new String(payload, UTF_8))), 0);
            case 'p' -> memberChanges(new String(payload, UTF_8));
            case 'P' -> memberChanges(afterHead(new String(payload, UTF_8)));
            default -> throw new IllegalArgumentException("an unknown kind of payload");
        };
    }

    /**
     * Whether a payload that cannot be parsed may be a batch of messages of another format version, which begins with
     * the number of its version.
     */
    static boolean mayBeMessages(byte[] payload) {
        int digits = 0;
        while (digits < payload.length && payload[digits] >= '0' && payload[digits] <= '9') {
            digits++;
        }
        return digits > 0 && digits < payload.length && payload[digits] == ' ';
    }

    private static StateChange stateChange(String text) {
        String[] head = head(text);
        return new StateChange(
                head[1], Long.parseLong(head[2]), Replies.document(head[4], head[3] + " " + afterHead(text)));
    }

    /**
     * Parses two lines for each change. A change that cannot be parsed does not hide the others; throws if none can be
     * parsed.
     */
    private static Changes memberChanges(String text) {
        String[] lines = text.split("\n", -1);
        List<Change> changes = new ArrayList<>(lines.length / 2);
        @Nullable RuntimeException failure = null;
        for (int i = 0; i < lines.length; i += 2) {
            try {
                changes.add(memberChange(lines[i].split(" ", -1), lines[i + 1]));
            } catch (RuntimeException unreadable) {
                failure = unreadable;
            }
        }
        if (changes.isEmpty() && failure != null) {
            throw failure;
        }
        return new Changes(changes, (lines.length + 1) / 2 - changes.size());
    }

    private static MemberChange memberChange(String[] head, String json) {
        Presence presence = Replies.presence(head[5] + "/" + head[6], json);
        return new MemberChange(
                head[1],
                Long.parseLong(head[2]),
                new PresenceChange(
                        PresenceChange.Kind.valueOf(head[3]),
                        head[7].equals("gone") ? presence.gone() : presence,
                        Integer.parseInt(head[4])));
    }

    private static String[] head(String text) {
        return text.substring(0, text.indexOf('\n')).split(" ", -1);
    }

    private static String afterHead(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }
}
