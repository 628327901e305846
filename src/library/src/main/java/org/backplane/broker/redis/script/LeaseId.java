package org.backplane.broker.redis.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a lease, under which a node's members are stored in Redis. A node whose lease expired continues under the
 * next number, so that late calls for the old lease cannot affect the new one.
 *
 * @param node the id of the node
 * @param number how many leases the node had before
 */
public record LeaseId(String node, int number) {

    private static final Pattern LATER = Pattern.compile("([^.]+)\\.([1-9][0-9]{0,8})");

    /** Parses the {@link #toString() text} of a lease; accepts any text. */
    public static LeaseId parse(String text) {
        Matcher later = LATER.matcher(text);
        return later.matches() ? new LeaseId(later.group(1), Integer.parseInt(later.group(2))) : new LeaseId(text, 0);
    }

    public LeaseId next() {
        return new LeaseId(node, number + 1);
    }

    @Override
    public String toString() {
        return number == 0 ? node : node + "." + number;
    }
}
