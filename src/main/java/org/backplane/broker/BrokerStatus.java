package org.backplane.broker;

import java.util.Map;

/**
 * How a broker is doing, at one moment.
 *
 * @param broker which implementation: {@code memory} or {@code redis}
 * @param available whether operations are expected to succeed now
 * @param details what an administrator wants to see, in order: no secrets
 */
public record BrokerStatus(String broker, boolean available, Map<String, String> details) {

    /** Keeps the details as they are given, unmodifiable. */
    public BrokerStatus {
        details = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(details));
    }
}
