package org.backplane.config.value;

/** Who is shown the details of a node besides its administrators: its status in full, and its metrics. */
public enum StatusVisibility {
    /** Nobody else. */
    ADMINISTRATORS("false"),
    /**
     * Callers on the machine itself too, if no login is needed. What a TCP forwarder on that machine passes on cannot be told
     * from them.
     */
    LOOPBACK("loopback"),
    /** Everybody. */
    EVERYBODY("true");

    private final String spelling;

    StatusVisibility(String spelling) {
        this.spelling = spelling;
    }

    /**
     * Reads the value of the setting.
     *
     * @throws IllegalArgumentException if it is none
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
