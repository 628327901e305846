package org.backplane.message;

/** Text that is not the expected JSON; the message says what is wrong and where, and may be sent to the client. */
public final class JsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without quoting the input */
    public JsonException(String message) {
        super(message);
    }
}
