package org.backplane.message;

import java.util.List;

/**
 * Who is in a channel, on all nodes, at one moment.
 *
 * @param count how many users
 * @param list who they are; empty if they are more than {@code presence/limit}
 */
public record Members(int count, List<Member> list) {

    /** Of a channel that is not there. */
    public static final Members NOBODY = new Members(0, List.of());

    /** Copies the list. */
    public Members {
        list = List.copyOf(list);
    }

    /** The same, to those who may not know which servers there are. */
    public Members withoutNodes() {
        return new Members(count, list.stream().map(Member::withoutNodes).toList());
    }
}
