package org.backplane.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.backplane.fuzz.Claims.onlyRefuses;
import static org.backplane.fuzz.Claims.require;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backplane.endpoint.websocket.CommandReader;
import org.backplane.fuzz.Claims;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Request;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonException;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.UserId;

/** Properties that hold for every frame that a client can send. */
public final class CommandFuzzer {

    private static final CommandReader READER = new CommandReader(1024);
    private static final JsonReaderFactory JSON_P = Json.createReaderFactory(Map.of());

    /** JSON-P refuses to convert longer numbers. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{1000}|[eE][+-]?[0-9]{5}");

    private CommandFuzzer() {}

    /** The entry point of the fuzzer. After an odd first byte the input is read as UTF-16, which can contain half a surrogate pair. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        String text = input[0] % 2 == 0 ? new String(bytes, UTF_8) : ofHalves(bytes);
        CommandReader.lines(text).forEach(line -> command(READER.read(line)));
        value(text);
        object(text);
        names(text);
    }

    private static String ofHalves(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            text.append((char) ((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
        }
        return text.toString();
    }

    private static void command(Request request) {
        request.id().ifPresent(id -> require(JsonText.parse(id.value()).equals(id), "an id comes back as it came"));
        if (request.command() instanceof Command.Malformed malformed) {
            Claims.isPlain(malformed.rejection().message());
        }
    }

    private static void value(String text) {
        Optional<JsonText> parsed = onlyRefuses(JsonException.class, () -> JsonText.parse(text));
        parsed.ifPresent(value -> {
            require(JsonText.parse(value.value()).equals(value), "compact text is compact");
            require(value.value().indexOf('\n') < 0 && value.value().indexOf('\r') < 0, "one line");
            require(UTF_8.newEncoder().canEncode(value.value()), "can be written as UTF-8");
            require(Line.utf8Length(value.value()) == value.value().getBytes(UTF_8).length, "is measured right");
            require(value.value().length() <= text.length(), "does not grow");
            sameToJsonP(text, value);
        });
    }

    private static void sameToJsonP(String text, JsonText value) {
        if (LONG_NUMBER.matcher(text).find()) {
            return;
        }
        JsonValue meant = jsonP(text);
        require(meant.equals(jsonP(value.value())), "means the same");
        if (value.isString()) {
            String content = value.asString();
            require(((JsonString) meant).getString().equals(content), "escapes mean what they mean to others");
            require(JsonText.ofString(content).asString().equals(content), "a string survives");
        }
    }

    private static JsonValue jsonP(String text) {
        try (JsonReader reader = JSON_P.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    private static void object(String text) {
        onlyRefuses(JsonException.class, () -> JsonObject.parse(text))
                .ifPresent(object -> object.fields().forEach((name, value) -> {
                    require(JsonText.ofString(name).asString().equals(name), "a field's name survives");
                    require(JsonText.parse(value.value()).equals(value), "a field is a value");
                }));
    }

    private static void names(String text) {
        onlyRefuses(IllegalArgumentException.class, () -> new ChannelName(text))
                .ifPresent(name -> require(UTF_8.newEncoder().canEncode(name.value()), "a name is UTF-8"));
        onlyRefuses(IllegalArgumentException.class, () -> Position.parse(text))
                .ifPresent(position -> require(position.toString().equals(text), "a position survives"));
        onlyRefuses(IllegalArgumentException.class, () -> UserId.ofPrincipal(text))
                .ifPresent(user -> require(
                        !user.isAnonymous() && ChannelName.inboxOf(user).owner().equals(Optional.of(user)),
                        "a login is nobody anonymous, and has an inbox"));
        onlyRefuses(IllegalArgumentException.class, () -> new DisplayName(text));
        DisplayName nearest = DisplayName.nearestTo(text, "x");
        require(DisplayName.nearestTo(nearest.value(), "y").equals(nearest), "the nearest name is a name");
    }
}
