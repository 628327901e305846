package org.backplane.node;

/** A part of Backplane that everything else needs is not in the deployment; the message says which and what to change. */
final class IncompleteDeploymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteDeploymentException(String message) {
        super(message);
    }
}
