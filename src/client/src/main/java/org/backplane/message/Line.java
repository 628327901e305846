package org.backplane.message;

/**
 * One JSON object of the wire protocol, written once and shared by all connections that receive it.
 *
 * @param text the object, without a line break
 * @param bytes its length in UTF-8
 */
public record Line(String text, int bytes) {

    /** Returns the line of a text. */
    public static Line of(String text) {
        return new Line(text, utf8Length(text));
    }

    /** Returns the length of a text in UTF-8, without encoding it. */
    public static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
