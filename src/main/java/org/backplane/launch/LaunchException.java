package org.backplane.launch;

/** Something outside stands in the way, such as a port that is taken; the message is one line for a person. */
final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
