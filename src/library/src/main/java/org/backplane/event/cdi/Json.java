package org.backplane.event.cdi;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import java.lang.System.Logger.Level;
import org.backplane.message.JsonText;
import org.jspecify.annotations.Nullable;

/** Maps data of application code to JSON and back, by JSON-B unless it is text or JSON already. Thread-safe. */
public final class Json implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Json.class.getName());

    private final Jsonb jsonb;

    public Json(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    /** @throws IllegalArgumentException if the data cannot be mapped, or the result is nested too deeply */
    JsonText write(@Nullable Object data) {
        if (data == null) {
            return JsonText.NULL;
        }
        if (data instanceof JsonText text) {
            return text;
        }
        try {
            return data instanceof CharSequence text
                    ? JsonText.ofString(text.toString())
                    : JsonText.parse(data instanceof JsonValue value ? value.toString() : jsonb.toJson(data));
        } catch (RuntimeException | StackOverflowError cause) { // the error: of an object that contains itself
            throw new IllegalArgumentException("cannot be mapped to JSON: " + typeOf(data), cause);
        }
    }

    /** @throws IllegalArgumentException if the text cannot be mapped to the type */
    <T> T read(JsonText text, Class<T> type) {
        if (type == JsonText.class) {
            return type.cast(text);
        }
        try {
            return jsonb.fromJson(text.value(), type);
        } catch (RuntimeException cause) {
            throw new IllegalArgumentException("JSON that cannot be mapped to " + type.getName(), cause);
        }
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception bug) {
            LOG.log(Level.DEBUG, "JSON-B could not be closed", bug);
        }
    }

    private static String typeOf(Object data) {
        return data.getClass().getName();
    }
}
