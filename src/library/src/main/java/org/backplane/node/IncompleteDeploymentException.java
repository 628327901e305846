package org.backplane.node;

/** A required part of Backplane is missing in the deployment; the message names it and says what to change. */
final class IncompleteDeploymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteDeploymentException(String message) {
        super(message);
    }
}
