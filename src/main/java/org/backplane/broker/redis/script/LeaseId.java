package org.backplane.broker.redis.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under what name a node's members stand in Redis. A node whose lease ran out goes on under the next one, so that what is
 * still done to the old one cannot harm the new.
 *
 * @param node the id of the node
 * @param number how many leases the node had before
 */
public record LeaseId(String node, int number) {

    private static final Pattern LATER = Pattern.compile("([^.]+)\\.([1-9][0-9]{0,8})");

    /** The lease of a {@link #toString() text}, whatever that is. */
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
