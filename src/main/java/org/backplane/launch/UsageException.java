package org.backplane.launch;

/** The command line is wrong; the message says how, in words for the person who typed it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
