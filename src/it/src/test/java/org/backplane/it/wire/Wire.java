package org.backplane.it.wire;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;

/** What all clients of the tests share: JSON, and how long anything may take. */
public final class Wire {

    /** Longer than anything takes that works, on a busy machine. */
    public static final Duration BOUND = Duration.ofSeconds(60);

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private Wire() {}

    /** Reads an object. */
    public static JsonObject object(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Reads any value. */
    public static JsonValue value(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** An object of the given fields; values are strings, numbers, booleans, JSON values, maps or collections. */
    public static JsonObject object(Map<String, ?> fields) {
        return Json.createObjectBuilder(fields).build();
    }
}
