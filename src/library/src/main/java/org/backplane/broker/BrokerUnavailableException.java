package org.backplane.broker;

/**
 * The broker could not be reached or did not answer in time. It is unknown whether the operation took place: a
 * publication can be repeated with the same idempotency key.
 */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message the failed operation and the reason, without payloads and secrets */
    public BrokerUnavailableException(String message) {
        super(message);
    }

    /** @param message the failed operation, without payloads and secrets */
    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
