package org.backplane.endpoint.rest.http;

/** Ends a request with a problem as its response. It is not a failure of the server, and has no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.rejection().message(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
