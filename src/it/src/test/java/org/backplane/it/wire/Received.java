package org.backplane.it.wire;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Lines that came from a node, in their order; filled by one thread, read by any. */
public final class Received {

    private final Queue<JsonObject> lines = new ConcurrentLinkedQueue<>();

    void add(JsonObject line) {
        lines.add(line);
    }

    /** All lines until now. */
    public List<JsonObject> all() {
        return List.copyOf(lines);
    }

    /** The lines of a type about a channel, until now. */
    public List<JsonObject> of(String type, String channel) {
        return stream(type, channel).toList();
    }

    /** Waits for the first line that fits; a line that came before the call counts. */
    public JsonObject await(String what, Predicate<JsonObject> fits) {
        return awaitAtLeast(what, 1, fits).get(0);
    }

    /** Waits for the first line of a type about a channel. */
    public JsonObject await(String type, String channel) {
        return awaitAtLeast(type, channel, 1).get(0);
    }

    /** Waits until at least so many lines of a type came about a channel, and returns all of them. */
    public List<JsonObject> awaitAtLeast(String type, String channel, int count) {
        return awaitAtLeast(type + " of " + channel, count, line -> isAbout(line, type, channel));
    }

    /** Waits until at least so many lines came that fit, and returns all of them. */
    public List<JsonObject> awaitAtLeast(String what, int count, Predicate<JsonObject> fits) {
        try {
            Awaitility.await()
                    .atMost(Wire.BOUND)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> lines.stream().filter(fits).limit(count).count() == count);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Waited in vain for " + count + " " + what + "; the last lines: " + tail(), e);
        }
        return lines.stream().filter(fits).toList();
    }

    private List<JsonObject> tail() {
        List<JsonObject> all = all();
        return all.subList(Math.max(0, all.size() - 10), all.size());
    }

    private Stream<JsonObject> stream(String type, String channel) {
        return lines.stream().filter(line -> isAbout(line, type, channel));
    }

    private static boolean isAbout(JsonObject line, String type, String channel) {
        return type.equals(line.getString("type")) && channel.equals(line.getString("channel", ""));
    }
}
