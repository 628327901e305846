package org.backplane.broker;

/**
 * The broker could not be reached or did not answer in time. Whether the operation took place is unknown: a publish may
 * be repeated under the same key.
 */
public final class BrokerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message the operation that failed and why, without payloads and secrets */
    public BrokerUnavailableException(String message) {
        super(message);
    }

    /** @param message the operation that failed, without payloads and secrets */
    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
