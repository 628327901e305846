package org.backplane.broker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The status of a broker at one moment.
 *
 * @param broker the implementation: {@code memory} or {@code redis}
 * @param available whether operations are expected to succeed now
 * @param problem the problem as far as it is public, starting with the broker's own word for it, such as {@code
 *     NOREPLICAS}; empty if there is none, or the broker does not answer at all
 * @param details details for administrators, in order; contains no secrets
 */
public record BrokerStatus(String broker, boolean available, Optional<String> problem, Map<String, String> details) {

    /** A status without a public problem. */
    public BrokerStatus(String broker, boolean available, Map<String, String> details) {
        this(broker, available, Optional.empty(), details);
    }

    /** The name of the detail that describes a problem; present only while there is one. */
    public static final String PROBLEM = "problem";

    /** Copies the details, in their order. */
    public BrokerStatus {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Adds a problem that makes the broker unavailable; returns this status if the text is empty. */
    public BrokerStatus with(String another) {
        if (another.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(details);
        more.merge(PROBLEM, another, (one, other) -> one + "; " + other);
        return new BrokerStatus(broker, false, problem, more);
    }

    /** Adds a detail. */
    public BrokerStatus with(String name, String detail) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, detail);
        return new BrokerStatus(broker, available, problem, more);
    }
}
