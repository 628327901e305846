package org.backplane.it;

import java.util.UUID;

/** Names that nothing else of a run has. */
final class Fresh {

    private Fresh() {}

    /** A channel's name that starts like this. */
    static String channel(String start) {
        return start + "-" + UUID.randomUUID();
    }

    /** A key for a publish. */
    static String key() {
        return UUID.randomUUID().toString();
    }
}
