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
 * Tells an administrator, once for each value, which of the settings that all nodes share another node has otherwise, and
 * whether that node belongs to another application. Thread-safe.
 */
public final class SettingsComparison {

    private static final System.Logger LOG = System.getLogger(SettingsComparison.class.getName());
    private static final Pattern USUAL = Pattern.compile("[ -~&&[^\";\\\\]]{1,200}");
    private static final String APPLICATION = "application";

    /** @param setting its name, or {@value #APPLICATION} */
    private record Difference(String setting, String value) {}

    private final NodeIdentity node;
    private final String prefix;
    private final Map<String, String> own = new LinkedHashMap<>();
    /** Guards {@link #told}: replies come by the writers of several servers, and each difference is told once. */
    private final ReentrantLock lock = new ReentrantLock();

    private Set<Difference> told = Set.of();
    private volatile String summary = "";

    public SettingsComparison(Configuration configuration, NodeIdentity node) {
        this.node = node;
        this.prefix = configuration.get(Settings.REDIS_PREFIX);
        own.put(APPLICATION, node.application());
        own.putAll(SharedSettings.of(configuration));
    }

    /** What this node has, a line each, for the others. */
    String text() {
        return own.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Which settings other nodes have otherwise, on one line; empty if none. */
    public String summary() {
        return summary;
    }

    /** Takes a reply of {@code settings.lua}. */
    void compare(Object reply) {
        Map<Difference, String> found = differences((List<?>) reply);
        lock.lock();
        try {
            found.forEach((difference, other) -> {
                if (!told.contains(difference)) {
                    tell(difference, other);
                }
            });
            told = Set.copyOf(found.keySet());
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

    /** In quotation marks where Redis holds what no node of ours wrote. */
    private static String plain(String text) {
        return USUAL.matcher(text).matches() ? text : Printable.quoted(text);
    }

    /** A setting that only one of the two nodes knows is of another version, and a line without a value of none. */
    private Set<Difference> differences(String others) {
        Set<Difference> found = new HashSet<>();
        others.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
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

    private void tell(Difference difference, String other) {
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
