package org.backplane.launch;

/** The command line is not valid; the message is for the user who typed it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
