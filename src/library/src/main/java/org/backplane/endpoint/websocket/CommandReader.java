package org.backplane.endpoint.websocket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Request;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonException;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.UserId;

/**
 * Parses the lines of a client as commands. A line that is not a valid command becomes a {@link Command.Malformed} with the
 * reason and, if it could be parsed, the id. Immutable.
 */
public final class CommandReader {

    private static final Map<String, Function<JsonObject, Command>> TYPES = Map.of(
            "hello", CommandReader::hello,
            "subscribe", CommandReader::subscribe,
            "unsubscribe", json -> new Command.Unsubscribe(channel(json)),
            "publish", CommandReader::publish,
            "send", CommandReader::send,
            "history", CommandReader::history,
            "members", json -> new Command.Who(channel(json)),
            "set", CommandReader::set,
            "pong", json -> new Command.Pong());

    private final int maxBytes;

    /** @param maxBytes the maximum length of a line in UTF-8 */
    public CommandReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the lines of a frame, at least one; a line break at the end does not begin another line. */
    public static List<String> lines(String frame) {
        List<String> lines = frame.lines().toList();
        return lines.isEmpty() ? List.of("") : lines;
    }

    public Request read(String line) {
        if (line.length() > maxBytes || Line.utf8Length(line) > maxBytes) {
            return malformed(Rejection.tooLarge("a line may have " + maxBytes + " bytes"));
        }
        JsonObject json;
        try {
            json = JsonObject.parse(line);
        } catch (JsonException notJson) {
            return malformed(Rejection.badRequest(String.valueOf(notJson.getMessage())));
        }
        Optional<JsonText> id = json.value("id").filter(value -> !value.isNull());
        return id.isEmpty() || isTextOrNumber(id.get())
                ? new Request(id, command(json))
                : malformed(Rejection.badRequest("\"id\" must be a string or a number"));
    }

    /** Returns the malformed command that stands for a binary frame. */
    static Request binary() {
        return malformed(Rejection.badRequest("a binary frame means nothing here"));
    }

    private static Request malformed(Rejection refusal) {
        return new Request(Optional.empty(), new Command.Malformed(refusal));
    }

    private static boolean isTextOrNumber(JsonText id) {
        char first = id.value().charAt(0);
        return first == '"' || first == '-' || (first >= '0' && first <= '9');
    }

    private static Command command(JsonObject json) {
        try {
            String type = json.requiredString("type");
            Function<JsonObject, Command> reader = TYPES.get(type);
            return reader == null
                    ? new Command.Malformed(Rejection.badRequest("no such \"type\" of command"))
                    : reader.apply(json);
        } catch (IllegalArgumentException invalid) {
            return new Command.Malformed(Rejection.badRequest(String.valueOf(invalid.getMessage())));
        }
    }

    private static Command hello(JsonObject json) {
        return new Command.Hello(json.string("name").map(DisplayName::new), json.string("token"), since(json));
    }

    private static Command subscribe(JsonObject json) {
        return new Command.Subscribe(channel(json), since(json), json.bool("presence", false));
    }

    private static Command publish(JsonObject json) {
        return new Command.Publish(channel(json), content(json), json.bool("keep", true));
    }

    private static Command send(JsonObject json) {
        return new Command.Send(new UserId(json.requiredString("to")), content(json));
    }

    private static Command history(JsonObject json) {
        OptionalLong limit = json.number("limit");
        Position before = json.string("before").map(Position::parse).orElse(Position.NONE);
        return new Command.History(
                channel(json),
                new HistoryRequest(
                        (int) Math.min(limit.orElse(HistoryRequest.DEFAULT_LIMIT), Integer.MAX_VALUE), before));
    }

    private static Command set(JsonObject json) {
        return new Command.Set(
                channel(json),
                new StateChange(json.requiredString("key"), required(json, "value"), json.number("version")));
    }

    private static ChannelName channel(JsonObject json) {
        return new ChannelName(json.requiredString("channel"));
    }

    private static Optional<Position> since(JsonObject json) {
        return json.string("since").map(Position::parse);
    }

    private static Content content(JsonObject json) {
        Optional<String> key = json.string("key");
        if (key.filter(String::isEmpty).isPresent()) {
            throw new JsonException("\"key\" must not be empty");
        }
        return new Content(json.requiredString("name"), required(json, "data"), key.orElse(""));
    }

    private static JsonText required(JsonObject json, String field) {
        return json.value(field).orElseThrow(() -> new JsonException("\"" + field + "\" is missing"));
    }
}
