package org.backplane.message;

import java.util.Collection;

/** Writes one JSON object field by field; raw values are not validated. Not thread-safe. */
public final class JsonWriter {

    private final StringBuilder json = new StringBuilder(128).append('{');

    /** Adds a string field. */
    public JsonWriter string(String field, String value) {
        return raw(field, JsonText.quote(value));
    }

    /** Adds a number field. */
    public JsonWriter number(String field, long value) {
        return raw(field, Long.toString(value));
    }

    /** Adds a boolean field. */
    public JsonWriter bool(String field, boolean value) {
        return raw(field, Boolean.toString(value));
    }

    /** Adds a field whose value is JSON already. */
    public JsonWriter raw(String field, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append(JsonText.quote(field)).append(':').append(value);
        return this;
    }

    /** Adds a field whose value is an array of values that are JSON already. */
    public JsonWriter array(String field, Collection<String> values) {
        return raw(field, "[" + String.join(",", values) + "]");
    }

    /** Ends the object and returns its text. */
    public String end() {
        return json.append('}').toString();
    }
}
