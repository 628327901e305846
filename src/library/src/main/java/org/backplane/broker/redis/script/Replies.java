package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Presence;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonException;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.JsonWriter;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/**
 * Parses the replies of the scripts; each script documents its reply. Content that cannot be parsed is skipped and
 * logged. Thread-safe.
 */
public final class Replies {

    private static final String BATCH = "a batch of messages";

    private final UnreadableLog unreadable;

    public Replies(UnreadableLog unreadable) {
        this.unreadable = unreadable;
    }

    /**
     * Parses the messages that follow a position, up to the first entry that cannot be parsed: a result never has an
     * unreported gap.
     */
    public Recovery recovery(ChannelName channel, Position since, int maxBytes, Object reply) {
        List<?> parts = (List<?>) reply;
        Position top = new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1)));
        if ((Long) parts.get(2) == 0) {
            if (Long.valueOf(1).equals(parts.get(3))) {
                unreadable.skipped(BATCH, channel);
            }
            return new Recovery(false, List.of(), top, false);
        }
        List<StoredMessage> messages = new ArrayList<>();
        long next = since.offset();
        int bytes = 0;
        for (Object payload : parts.subList(3, parts.size())) {
            List<StoredMessage> entry = messages(channel, payload, next);
            if (isNotNext(entry, next)) {
                return messages.isEmpty() ? new Recovery(false, List.of(), top, false) : partial(messages);
            }
            for (StoredMessage message : entry) {
                bytes += message.line().bytes();
                if (bytes > maxBytes && !messages.isEmpty()) {
                    return partial(messages);
                }
                messages.add(message);
                next++;
            }
        }
        Position position =
                messages.isEmpty() ? top : messages.get(messages.size() - 1).position();
        return new Recovery(true, messages, position, next < top.offset());
    }

    /** Whether an entry does not start right after an offset, or could not be parsed. */
    private static boolean isNotNext(List<StoredMessage> entry, long offset) {
        return entry.isEmpty() || entry.get(0).position().offset() != offset + 1;
    }

    /** A recovery of these messages after which more follow. */
    private static Recovery partial(List<StoredMessage> messages) {
        return new Recovery(true, messages, messages.get(messages.size() - 1).position(), true);
    }

    /** Returns the messages of a batch after an offset; empty if the batch cannot be parsed. */
    private List<StoredMessage> messages(ChannelName channel, Object payload, long after) {
        try {
            return StreamEntry.parse((byte[]) payload).after(channel, after);
        } catch (RuntimeException invalid) {
            unreadable.skipped(BATCH, channel);
            return List.of();
        }
    }

    /** Parses a page of history without the messages that cannot be parsed. */
    public HistoryPage history(ChannelName channel, HistoryQuery query, Object reply) {
        if (isAbsent(reply)) {
            return page(new ArrayList<>(), false);
        }
        long before = query.before().isNone() ? Long.MAX_VALUE : query.before().offset();
        List<StoredMessage> newestFirst = new ArrayList<>();
        int bytes = 0;
        List<?> parts = (List<?>) reply;
        for (Object payload : parts.subList(1, parts.size())) {
            List<StoredMessage> entry = messages(channel, payload, 0);
            for (int i = entry.size() - 1; i >= 0; i--) {
                StoredMessage message = entry.get(i);
                if (message.position().offset() >= before) {
                    continue;
                }
                bytes += message.line().bytes();
                if (newestFirst.size() == query.limit() || (bytes > query.maxBytes() && !newestFirst.isEmpty())) {
                    return page(newestFirst, true);
                }
                newestFirst.add(message);
            }
        }
        return page(newestFirst, Long.valueOf(1).equals(parts.get(0)));
    }

    private static HistoryPage page(List<StoredMessage> newestFirst, boolean more) {
        Collections.reverse(newestFirst);
        return new HistoryPage(newestFirst, more);
    }

    /** Whether a read that creates no channel found none. */
    private static boolean isAbsent(Object reply) {
        return ((List<?>) reply).isEmpty();
    }

    public Optional<Snapshot> existing(ChannelName channel, Object reply) {
        return isAbsent(reply)
                ? Optional.empty()
                : Optional.of(snapshot(channel, reply).value());
    }

    public Revised<Snapshot> snapshot(ChannelName channel, Object reply) {
        List<?> parts = (List<?>) reply;
        Position position = new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1)));
        List<StateDocument> state =
                unreadable.fields((List<?>) parts.get(3), Replies::document, "a state document", channel);
        List<Presence> presences = unreadable.fields((List<?>) parts.get(5), Replies::presence, "a member", channel);
        Snapshot snapshot =
                new Snapshot(position, state, Math.toIntExact((Long) parts.get(4)), presences, isBegun(parts.get(6)));
        return new Revised<>(offset(parts.get(2)), snapshot);
    }

    /**
     * A value as of a revision of a channel's state and members.
     *
     * @param revision increases by one with each change
     */
    public record Revised<T>(long revision, T value) {}

    public static Revised<Position> check(Object reply) {
        List<?> parts = (List<?>) reply;
        return new Revised<>(offset(parts.get(2)), new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1))));
    }

    public static SetResult set(String key, JsonText value, Object reply) {
        List<?> parts = (List<?>) reply;
        boolean begun = isBegun(parts.get(3));
        return switch (RedisKeys.text(parts.get(0))) {
            case "written" ->
                new SetResult.Written(
                        RedisKeys.text(parts.get(2)), new StateDocument(key, value, offset(parts.get(1))), begun);
            case "conflict" ->
                new SetResult.Conflict(current(key, RedisKeys.text(parts.get(1)), RedisKeys.text(parts.get(2))), begun);
            default -> new SetResult.Full(begun);
        };
    }

    /** Parses the current document; its value is null where it cannot be parsed. */
    private static StateDocument current(String key, String version, String value) {
        try {
            return document(key, version + " " + value);
        } catch (JsonException invalid) {
            return new StateDocument(key, JsonText.NULL, Long.parseLong(version));
        }
    }

    private static boolean isBegun(Object flag) {
        return Long.valueOf(1).equals(flag);
    }

    /** Parses a document from its version, a space, and its value, which is empty for a deleted document. */
    static StateDocument document(String key, String versioned) {
        int space = versioned.indexOf(' ');
        String value = versioned.substring(space + 1);
        return new StateDocument(
                key,
                value.isEmpty() ? JsonText.NULL : JsonText.parse(value),
                Long.parseLong(versioned.substring(0, space)));
    }

    /** Formats a presence for the hash of members. */
    public static String presenceJson(Presence presence) {
        return new JsonWriter()
                .string("name", presence.name().value())
                .bool("verified", presence.verified())
                .number("connections", presence.connections())
                .string("node", presence.nodeName())
                .end();
    }

    /**
     * Parses a presence from its field and value in the hash of members. Node ids and names are interned, because there
     * are few.
     */
    static Presence presence(String field, String presenceJson) {
        int slash = field.indexOf('/');
        String node = field.substring(0, slash).intern();
        UserId user = new UserId(field.substring(slash + 1));
        JsonObject json = JsonObject.parse(presenceJson);
        return new Presence(
                node,
                json.requiredString("node").intern(),
                user,
                new DisplayName(json.requiredString("name")),
                json.bool("verified", false),
                Math.toIntExact(json.number("connections").orElse(1)));
    }

    private static long offset(Object digits) {
        return Long.parseLong(RedisKeys.text(digits));
    }
}
