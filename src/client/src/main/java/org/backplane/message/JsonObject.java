package org.backplane.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object parsed one level deep: its values stay text. Immutable; the fields keep their order.
 *
 * @param fields the values by the unescaped names of the fields
 */
public record JsonObject(Map<String, JsonText> fields) {

    /** Copies the fields. */
    public JsonObject {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @throws JsonException if the text is not one JSON object, names a field twice, or is nested too deeply */
    public static JsonObject parse(String source) {
        JsonScanner scanner = new JsonScanner(source);
        if (!scanner.skip('{')) {
            throw new JsonException("not a JSON object");
        }
        Map<String, JsonText> fields = new LinkedHashMap<>();
        if (!scanner.skip('}')) {
            do {
                String name = new JsonText(scanner.string()).asString();
                scanner.require(':');
                if (fields.put(name, new JsonText(scanner.value(JsonText.MAX_DEPTH))) != null) {
                    throw new JsonException("a field is there twice");
                }
            } while (scanner.skip(','));
            scanner.require('}');
        }
        scanner.requireEnd();
        return new JsonObject(fields);
    }

    /** Returns the value of a field, which may be JSON {@code null}; empty if the field is absent. */
    public Optional<JsonText> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * Returns the string of a field; empty if the field is absent or null.
     *
     * @throws JsonException if the value is not a string
     */
    public Optional<String> string(String field) {
        return present(field).map(v -> {
            if (!v.isString()) {
                throw new JsonException("\"" + field + "\" must be a string");
            }
            return v.asString();
        });
    }

    /**
     * Returns the string of a field.
     *
     * @throws JsonException if the field is absent, null or not a string
     */
    public String requiredString(String field) {
        return string(field).orElseThrow(() -> new JsonException("\"" + field + "\" is missing"));
    }

    /**
     * Returns the boolean of a field; {@code otherwise} if the field is absent or null.
     *
     * @throws JsonException if it is neither true nor false
     */
    public boolean bool(String field, boolean otherwise) {
        return present(field)
                .map(v -> {
                    if (!v.value().equals("true") && !v.value().equals("false")) {
                        throw new JsonException("\"" + field + "\" must be true or false");
                    }
                    return v.value().equals("true");
                })
                .orElse(otherwise);
    }

    /**
     * Returns the whole number of a field; empty if the field is absent or null.
     *
     * @throws JsonException if the value is not a whole number from 0 to 10<sup>15</sup>
     */
    public OptionalLong number(String field) {
        return present(field)
                .map(v -> {
                    if (!v.value().matches("[0-9]{1,15}")) {
                        throw new JsonException("\"" + field + "\" must be a whole number, not negative");
                    }
                    return OptionalLong.of(Long.parseLong(v.value()));
                })
                .orElse(OptionalLong.empty());
    }

    private Optional<JsonText> present(String field) {
        return value(field).filter(v -> !v.isNull());
    }
}
