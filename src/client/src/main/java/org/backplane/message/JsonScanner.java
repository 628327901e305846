package org.backplane.message;

/**
 * Checks JSON (RFC 8259) and copies it without insignificant white space, leaving numbers, key order and escapes as they were
 * sent. Nesting is bounded, and a string with an unpaired surrogate is rejected, so that every result can be encoded as UTF-8.
 * Not thread-safe; one instance per text.
 */
final class JsonScanner {

    private final String source;
    private final StringBuilder out;
    private int at;

    JsonScanner(String source) {
        this.source = source;
        this.out = new StringBuilder(source.length());
    }

    /** Copies one value, at most {@code depth} arrays and objects deep, and returns its compact text. */
    String value(int depth) {
        int start = out.length();
        skipSpace();
        copyValue(depth);
        return out.substring(start);
    }

    /** Copies one string and returns its compact text, quotes included. */
    String string() {
        int start = out.length();
        skipSpace();
        copyString();
        return out.substring(start);
    }

    /** Skips {@code expected} if it is the next character after white space; returns whether it was. */
    boolean skip(char expected) {
        skipSpace();
        if (at < source.length() && source.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    void require(char expected) {
        if (!skip(expected)) {
            throw error("'" + expected + "' expected");
        }
    }

    void requireEnd() {
        skipSpace();
        if (at < source.length()) {
            throw error("nothing more expected");
        }
    }

    private void copyValue(int depth) {
        switch (peek()) {
            case '{' -> copyObject(depth);
            case '[' -> copyArray(depth);
            case '"' -> copyString();
            case 't' -> copyWord("true");
            case 'f' -> copyWord("false");
            case 'n' -> copyWord("null");
            default -> copyNumber();
        }
    }

    private void copyObject(int depth) {
        enter(depth, '{');
        if (copyIf('}')) {
            return;
        }
        do {
            skipSpace();
            copyString();
            copyRequired(':');
            skipSpace();
            copyValue(depth - 1);
        } while (copyIf(','));
        copyRequired('}');
    }

    private void copyArray(int depth) {
        enter(depth, '[');
        if (copyIf(']')) {
            return;
        }
        do {
            skipSpace();
            copyValue(depth - 1);
        } while (copyIf(','));
        copyRequired(']');
    }

    private void enter(int depth, char bracket) {
        if (depth <= 0) {
            throw error("nested too deeply");
        }
        copyRequired(bracket);
    }

    private void copyString() {
        int start = at;
        if (peek() != '"') {
            throw error("a string expected");
        }
        at++;
        while (peek() != '"') {
            skipCharacter();
        }
        at++;
        out.append(source, start, at);
    }

    private void skipCharacter() {
        char c = source.charAt(at);
        if (c < ' ') {
            throw error("a control character in a string must be escaped");
        }
        char unit = c == '\\' ? skipEscape() : source.charAt(at++);
        if (Character.isLowSurrogate(unit)) {
            throw error("unpaired surrogate");
        }
        if (Character.isHighSurrogate(unit)) {
            boolean escaped = peek() == '\\';
            char second = escaped ? skipEscape() : source.charAt(at++);
            if (!Character.isLowSurrogate(second) || escaped != (c == '\\')) {
                throw error("unpaired surrogate");
            }
        }
    }

    private char skipEscape() {
        at++;
        char kind = peek();
        at++;
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw error("no such escape in a string");
            }
            return kind;
        }
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = hexDigit(peek());
            if (digit < 0) {
                throw error("four hex digits expected after \\u");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private void copyWord(String word) {
        if (!source.startsWith(word, at)) {
            throw error("a value expected");
        }
        out.append(word);
        at += word.length();
    }

    private void copyNumber() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (at < source.length() && source.charAt(at) == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (at < source.length() && source.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
            at++;
            if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
                at++;
            }
            skipDigits();
        }
        out.append(source, start, at);
    }

    private void skipDigits() {
        int start = at;
        while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw error("a value expected");
        }
    }

    private boolean copyIf(char expected) {
        boolean found = skip(expected);
        if (found) {
            out.append(expected);
        }
        return found;
    }

    private void copyRequired(char expected) {
        require(expected);
        out.append(expected);
    }

    private char peek() {
        if (at >= source.length()) {
            throw error("the text ends too early");
        }
        return source.charAt(at);
    }

    private void skipSpace() {
        while (at < source.length() && isSpace(source.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private JsonException error(String what) {
        return new JsonException("not JSON: " + what + " at character " + at);
    }
}
