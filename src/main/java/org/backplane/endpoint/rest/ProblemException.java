package org.backplane.endpoint.rest;

/** Ends a request early. It is an answer, not a failure of the server, and has no stack trace. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.refusal().message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
