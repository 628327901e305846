package org.backplane.message;

/** Text that is not the JSON it should be; the message says what and where, and is fit for the client. */
public final class JsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without quoting the input */
    public JsonException(String message) {
        super(message);
    }
}
