package org.backplane.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object opened one level deep: its values stay text. Immutable; fields in the order in which they were written.
 *
 * @param fields each field's value by its name, unescaped
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

    /** The field's value as it stands, {@code null} included; empty if the field is absent. */
    public Optional<JsonText> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * The field's text; empty if the field is absent or null.
     *
     * @throws JsonException if it is no string
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
     * The field's text.
     *
     * @throws JsonException if it is absent, null or no string
     */
    public String requiredString(String field) {
        return string(field).orElseThrow(() -> new JsonException("\"" + field + "\" is missing"));
    }

    /**
     * The field's truth; {@code otherwise} if the field is absent or null.
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
     * The field's whole number; empty if the field is absent or null.
     *
     * @throws JsonException if it is no whole number from 0 to 10<sup>15</sup>
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
