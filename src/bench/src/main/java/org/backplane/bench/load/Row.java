package org.backplane.bench.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run of a workload against one contender gave; it goes to the JSON file as it is.
 *
 * @param version of the contender, with flags and raised settings
 * @param workload like {@code W1}
 * @param parameters like {@code rate=50}; together with contender and workload they name a cell of the table
 * @param repetition from 1
 * @param load what the clients counted and timed
 * @param cost CPU time
 * @param numbers whatever else the workload measures, by name with the unit in it, like {@code rssKiBPerConnection}
 */
public record Row(
        String contender,
        String version,
        String workload,
        Map<String, Long> parameters,
        int repetition,
        Load load,
        Cost cost,
        Map<String, Double> numbers) {

    public Row {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    }

    /**
     * What the clients saw in the measured window.
     *
     * @param acknowledged publishes that the server confirmed; 0 where it does not do that
     * @param expected deliveries: messages sent × listeners
     * @param deliveredPerSecond over the window
     * @param latency from the scheduled time of a message to its arrival
     */
    public record Load(
            long sent,
            long acknowledged,
            long delivered,
            long expected,
            long lost,
            long doubled,
            long outOfOrder,
            double deliveredPerSecond,
            Latency latency) {}

    /** In microseconds; all 0 if nothing was timed. */
    public record Latency(long p50, long p99, long p999, long max) {

        private static final long LONGEST_P99 = 250_000;

        /** Whether it is what a system still gives that keeps up: a quarter of a second at most for 99 of 100. */
        public boolean inTime() {
            return p99 <= LONGEST_P99;
        }
    }

    /**
     * CPU time that the operating system counted in the measured window.
     *
     * @param nodes microseconds per delivery; 0 if nothing was delivered
     * @param redis likewise
     * @param total both together
     * @param generatorShare of all CPU time that the machine has, 0 to 1, spent by the load generator
     * @param serverShare likewise, by the nodes and Redis
     */
    public record Cost(double nodes, double redis, double total, double generatorShare, double serverShare) {}
}
