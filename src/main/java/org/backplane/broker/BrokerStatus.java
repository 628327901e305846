package org.backplane.broker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a broker is doing, at one moment.
 *
 * @param broker which implementation: {@code memory} or {@code redis}
 * @param available whether operations are expected to succeed now
 * @param problem what is wrong, as far as everybody may know: it begins with the broker's own word for it, like
 *     {@code NOREPLICAS}; empty if nothing is wrong, or the broker does not answer at all
 * @param details what an administrator wants to see, in order: no secrets
 */
public record BrokerStatus(String broker, boolean available, Optional<String> problem, Map<String, String> details) {

    /** That of a broker with nothing wrong that everybody may know. */
    public BrokerStatus(String broker, boolean available, Map<String, String> details) {
        this(broker, available, Optional.empty(), details);
    }

    /** The detail that says what is wrong; only there while something is. */
    public static final String PROBLEM = "problem";

    /** Keeps the details as they are given, unmodifiable. */
    public BrokerStatus {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The same, but not available because of another problem, unless that is empty. */
    public BrokerStatus with(String another) {
        if (another.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(details);
        more.merge(PROBLEM, another, (one, other) -> one + "; " + other);
        return new BrokerStatus(broker, false, problem, more);
    }

    /** The same with one more detail. */
    public BrokerStatus with(String name, String detail) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, detail);
        return new BrokerStatus(broker, available, problem, more);
    }
}
