package org.backplane.config.value;

/** Makes external text safe for one line of a log: printable ASCII of bounded length. */
public final class Printable {

    private static final int LONGEST = 200;

    private Printable() {}

    /** Returns the text in quotation marks, cut to 200 characters. */
    public static String quoted(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        StringBuilder quoted = new StringBuilder("\"");
        shown.chars().forEach(c -> append(quoted, (char) c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, char c) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append(c);
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> quoted.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
    }
}
