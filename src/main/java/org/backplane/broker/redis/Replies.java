package org.backplane.broker.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Presence;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.JsonWriter;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/** Reads what the scripts reply; each script says what that is. */
final class Replies {

    private Replies() {}

    static Recovery recovery(ChannelName channel, Position since, int maxBytes, Object reply) {
        List<?> parts = (List<?>) reply;
        Position top = new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1)));
        if ((Long) parts.get(2) == 0) {
            return new Recovery(false, List.of(), top, false);
        }
        List<StoredMessage> messages = new ArrayList<>();
        long next = since.offset();
        int bytes = 0;
        for (Object payload : parts.subList(3, parts.size())) {
            for (StoredMessage message : Entry.parse((byte[]) payload).after(channel, next)) {
                if (message.position().offset() != next + 1) {
                    throw new BrokerUnavailableException("the log of " + channel + " has a gap after " + next);
                }
                bytes += message.line().bytes();
                if (bytes > maxBytes && !messages.isEmpty()) {
                    return new Recovery(
                            true, messages, messages.get(messages.size() - 1).position(), true);
                }
                messages.add(message);
                next++;
            }
        }
        Position position =
                messages.isEmpty() ? top : messages.get(messages.size() - 1).position();
        return new Recovery(true, messages, position, next < top.offset());
    }

    static HistoryPage history(ChannelName channel, HistoryQuery query, Object reply) {
        if (isAbsent(reply)) {
            return page(new ArrayList<>(), false);
        }
        long before = query.before().isNone() ? Long.MAX_VALUE : query.before().offset();
        List<StoredMessage> newestFirst = new ArrayList<>();
        int bytes = 0;
        List<?> parts = (List<?>) reply;
        for (Object payload : parts.subList(1, parts.size())) {
            List<StoredMessage> entry = Entry.parse((byte[]) payload).after(channel, 0);
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

    /** Whether a read that begins no channel found none. */
    private static boolean isAbsent(Object reply) {
        return ((List<?>) reply).isEmpty();
    }

    static Optional<Snapshot> existing(Object reply) {
        return isAbsent(reply) ? Optional.empty() : Optional.of(snapshot(reply).value());
    }

    static Revised<Snapshot> snapshot(Object reply) {
        List<?> parts = (List<?>) reply;
        Position position = new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1)));
        List<StateDocument> state = new ArrayList<>();
        List<?> documents = (List<?>) parts.get(3);
        for (int i = 0; i < documents.size(); i += 2) {
            state.add(document(RedisKeys.text(documents.get(i)), RedisKeys.text(documents.get(i + 1))));
        }
        List<Presence> presences = new ArrayList<>();
        List<?> members = (List<?>) parts.get(5);
        for (int i = 0; i < members.size(); i += 2) {
            presences.add(presence(RedisKeys.text(members.get(i)), RedisKeys.text(members.get(i + 1))));
        }
        Snapshot snapshot =
                new Snapshot(position, state, Math.toIntExact((Long) parts.get(4)), presences, isBegun(parts.get(6)));
        return new Revised<>(offset(parts.get(2)), snapshot);
    }

    /**
     * What was true at a revision of a channel's state and members.
     *
     * @param revision goes up by one with each change
     */
    record Revised<T>(long revision, T value) {}

    static Revised<Position> check(Object reply) {
        List<?> parts = (List<?>) reply;
        return new Revised<>(offset(parts.get(2)), new Position(RedisKeys.text(parts.get(0)), offset(parts.get(1))));
    }

    static SetResult set(String key, JsonText value, Object reply) {
        List<?> parts = (List<?>) reply;
        boolean begun = isBegun(parts.get(3));
        return switch (RedisKeys.text(parts.get(0))) {
            case "written" ->
                new SetResult.Written(
                        RedisKeys.text(parts.get(2)), new StateDocument(key, value, offset(parts.get(1))), begun);
            case "conflict" ->
                new SetResult.Conflict(
                        document(key, RedisKeys.text(parts.get(1)) + " " + RedisKeys.text(parts.get(2))), begun);
            default -> new SetResult.Full(begun);
        };
    }

    private static boolean isBegun(Object flag) {
        return Long.valueOf(1).equals(flag);
    }

    /** A document from its version, a space, and its value, empty if there is none. */
    static StateDocument document(String key, String versioned) {
        int space = versioned.indexOf(' ');
        String value = versioned.substring(space + 1);
        return new StateDocument(
                key,
                value.isEmpty() ? JsonText.NULL : new JsonText(value),
                Long.parseLong(versioned.substring(0, space)));
    }

    /** How the members hash shows a user. */
    static String shown(Presence presence) {
        return new JsonWriter()
                .string("name", presence.name().value())
                .bool("verified", presence.verified())
                .number("connections", presence.connections())
                .string("node", presence.nodeName())
                .end();
    }

    /** A presence from its field of the members hash, and how it is shown; the few nodes are the same strings each time. */
    static Presence presence(String field, String shown) {
        int slash = field.indexOf('/');
        String node = field.substring(0, slash).intern();
        UserId user = new UserId(field.substring(slash + 1));
        JsonObject json = JsonObject.parse(shown);
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
