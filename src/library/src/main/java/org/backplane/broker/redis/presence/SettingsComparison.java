package org.backplane.broker.redis.presence;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.config.SharedSettings;
import org.backplane.config.value.Printable;

/**
 * Compares the settings that all nodes must share with those of the other nodes, and logs each difference once, also if
 * another application uses the same prefix. Thread-safe.
 */
public final class SettingsComparison {

    private static final System.Logger LOG = System.getLogger(SettingsComparison.class.getName());
    private static final Pattern PLAIN = Pattern.compile("[ -~&&[^\";\\\\]]{1,200}");
    private static final String APPLICATION = "application";

    /** @param setting its name, or {@value #APPLICATION} */
    private record Difference(String setting, String value) {}

    private final NodeIdentity node;
    private final String prefix;
    private final Map<String, String> own = new LinkedHashMap<>();
    /** Guards {@link #logged}, because replies arrive on the writers of several servers. */
    private final ReentrantLock lock = new ReentrantLock();

    private Set<Difference> logged = Set.of();
    private volatile String summary = "";

    public SettingsComparison(Configuration configuration, NodeIdentity node) {
        this.node = node;
        this.prefix = configuration.get(Settings.REDIS_PREFIX);
        own.put(APPLICATION, node.application());
        own.putAll(SharedSettings.of(configuration));
    }

    /** The settings of this node, one per line. */
    String text() {
        return own.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The settings that differ on other nodes, on one line; empty if there are none. */
    public String summary() {
        return summary;
    }

    /** Processes a reply of {@code settings.lua}. */
    void compare(Object reply) {
        Map<Difference, String> found = differences((List<?>) reply);
        lock.lock();
        try {
            found.forEach((difference, other) -> {
                if (!logged.contains(difference)) {
                    log(difference, other);
                }
            });
            logged = Set.copyOf(found.keySet());
            summary = summary(found);
        } finally {
            lock.unlock();
        }
    }

    private Map<Difference, String> differences(List<?> nodesAndTexts) {
        Map<Difference, String> found = new LinkedHashMap<>();
        for (int i = 0; i + 1 < nodesAndTexts.size(); i += 2) {
            String other = RedisKeys.text(nodesAndTexts.get(i));
            differences(RedisKeys.text(nodesAndTexts.get(i + 1))).forEach(one -> found.putIfAbsent(one, other));
        }
        return found;
    }

    private static String summary(Map<Difference, String> found) {
        return found.entrySet().stream()
                .map(one -> one.getKey().setting() + " is " + plain(one.getKey().value()) + " on node "
                        + plain(one.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Quotes text that no node of this application can have written. */
    private static String plain(String text) {
        return PLAIN.matcher(text).matches() ? text : Printable.quoted(text);
    }

    /** Ignores settings that only one of the two nodes knows, because versions differ, and lines without a value. */
    private Set<Difference> differences(String settings) {
        Set<Difference> found = new HashSet<>();
        settings.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            String name = line.substring(0, line.indexOf('='));
            String value = line.substring(line.indexOf('=') + 1);
            String ours = own.get(name);
            boolean isKnown = ours != null && !(name.equals(APPLICATION) && (ours.isEmpty() || value.isEmpty()));
            if (isKnown && !value.equals(ours)) {
                found.add(new Difference(name, value));
            }
        });
        return found;
    }

    private void log(Difference difference, String other) {
        String ours = own.getOrDefault(difference.setting(), "");
        if (difference.setting().equals(APPLICATION)) {
            LOG.log(
                    Level.WARNING,
                    "Node {0} is of the application {1}, this node {2} of {3}, and they hear each other: both use the same Redis with redis/prefix {4}. If they do not belong together, give one application another redis/prefix.",
                    Printable.quoted(other),
                    Printable.quoted(difference.value()),
                    Printable.quoted(node.name()),
                    ours,
                    prefix);
        } else {
            LOG.log(
                    Level.WARNING,
                    "The setting {0} is {1} on node {2}, but {3} on this node {4}: nodes that share a Redis need the same value. If they do not belong together, give one application another redis/prefix.",
                    difference.setting(),
                    Printable.quoted(difference.value()),
                    Printable.quoted(other),
                    ours,
                    Printable.quoted(node.name()));
        }
    }
}
