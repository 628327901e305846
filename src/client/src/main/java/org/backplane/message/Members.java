package org.backplane.message;

import java.util.List;

/**
 * A snapshot of the members of a channel, on all nodes.
 *
 * @param count the number of users
 * @param list the members; empty if there are more than {@code presence/limit}
 */
public record Members(int count, List<Member> list) {

    /** The members of a channel that does not exist. */
    public static final Members NOBODY = new Members(0, List.of());

    /** Copies the list. */
    public Members {
        list = List.copyOf(list);
    }

    /** Returns the same members for users who may not see the names of servers. */
    public Members withoutNodes() {
        return new Members(count, list.stream().map(Member::withoutNodes).toList());
    }
}
