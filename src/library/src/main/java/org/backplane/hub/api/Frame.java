package org.backplane.hub.api;

import java.nio.charset.StandardCharsets;
import org.backplane.message.Line;
import org.jspecify.annotations.Nullable;

/** One or more lines as one text, shared by all connections that receive it. Immutable, thread-safe. */
public final class Frame {

    private final String text;
    private final int bytes;
    private final int lines;
    private volatile byte @Nullable [] encoded;

    /**
     * @param text the lines with {@code \n} between them
     * @param bytes the length of the text in UTF-8
     * @param lines the number of lines
     */
    public Frame(String text, int bytes, int lines) {
        this.text = text;
        this.bytes = bytes;
        this.lines = lines;
    }

    public static Frame of(Line line) {
        return new Frame(line.text(), line.bytes(), 1);
    }

    /** The lines with {@code \n} between them. */
    public String text() {
        return text;
    }

    /** The length of the text in UTF-8. */
    public int bytes() {
        return bytes;
    }

    public int lines() {
        return lines;
    }

    /** The text in UTF-8, encoded once for all connections. The array must not be changed. */
    public byte[] utf8() {
        byte[] known = encoded;
        if (known == null) {
            known = text.getBytes(StandardCharsets.UTF_8);
            encoded = known;
        }
        return known;
    }
}
