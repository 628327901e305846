package org.backplane.message;

/**
 * One JSON value as source text: valid, at most {@value #MAX_DEPTH} levels deep, without insignificant white space (and so
 * without line breaks). Numbers and the order of keys are unchanged.
 *
 * @param value the text; not validated here, use {@link #parse} for untrusted input
 */
public record JsonText(String value) {

    /** Deepest nesting of arrays and objects. */
    public static final int MAX_DEPTH = 64;

    /** The JSON value {@code null}. */
    public static final JsonText NULL = new JsonText("null");

    /** @throws JsonException if the text is not exactly one JSON value, or nested too deeply */
    public static JsonText parse(String source) {
        JsonScanner scanner = new JsonScanner(source);
        String compact = scanner.value(MAX_DEPTH);
        scanner.requireEnd();
        return new JsonText(compact);
    }

    /** A JSON string with this content. */
    public static JsonText ofString(String content) {
        return new JsonText(quote(content));
    }

    /** Whether this is the JSON value {@code null}. */
    public boolean isNull() {
        return value.equals("null");
    }

    /** Whether this is a JSON string. */
    public boolean isString() {
        return value.startsWith("\"");
    }

    /** The content of a JSON string, escapes resolved. */
    public String asString() {
        if (!isString()) {
            throw new IllegalStateException("not a JSON string");
        }
        return value.indexOf('\\') < 0 ? value.substring(1, value.length() - 1) : unescape();
    }

    private String unescape() {
        StringBuilder content = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c != '\\') {
                content.append(c);
                continue;
            }
            char kind = value.charAt(++i);
            if (kind == 'u') {
                content.append((char) Integer.parseInt(value, i + 1, i + 5, 16));
                i += 4;
            } else {
                int named = "bfnrt".indexOf(kind);
                content.append(named < 0 ? kind : "\b\f\n\r\t".charAt(named));
            }
        }
        return content.toString();
    }

    /**
     * The JSON string literal of a text, quotes included.
     *
     * @throws IllegalArgumentException if the text contains an unpaired surrogate
     */
    public static String quote(String content) {
        StringBuilder json = new StringBuilder(content.length() + 2).append('"');
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (Character.isSurrogate(c)) {
                requirePair(content, i);
                json.append(c).append(content.charAt(++i));
            } else {
                appendEscaped(json, c);
            }
        }
        return json.append('"').toString();
    }

    private static void requirePair(String content, int i) {
        if (!Character.isHighSurrogate(content.charAt(i))
                || i + 1 == content.length()
                || !Character.isLowSurrogate(content.charAt(i + 1))) {
            throw new IllegalArgumentException("the text contains an unpaired surrogate");
        }
    }

    private static void appendEscaped(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
