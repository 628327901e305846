package org.backplane.config.value;

/** Who may read the details of a node besides administrators: the whole status and the metrics. */
public enum StatusVisibility {
    /** Administrators only. */
    ADMINISTRATORS("false"),
    /**
     * Callers on the same machine too, if no login is needed. Connections through a TCP forwarder on that machine are not
     * distinguished from them.
     */
    LOOPBACK("loopback"),
    /** Everybody. */
    EVERYBODY("true");

    private final String spelling;

    StatusVisibility(String spelling) {
        this.spelling = spelling;
    }

    /**
     * Parses the value of the setting.
     *
     * @throws IllegalArgumentException if the text is not a valid value
     */
    public static StatusVisibility parse(String text) {
        for (StatusVisibility one : values()) {
            if (one.spelling.equals(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("is not true, false or loopback");
    }
}
