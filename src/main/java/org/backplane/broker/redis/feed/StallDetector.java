package org.backplane.broker.redis.feed;

import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a channel stands still behind Redis: what is behind may be on its way, but not if it is found at the
 * same place twice. For the channel's turn only.
 */
final class StallDetector {

    private @Nullable Revised<Position> suspect;

    /** What a comparison says. */
    enum Finding {
        /** Nothing is missing. */
        NONE,
        /** Something is missing, which may be on its way. */
        SUSPECTED,
        /** Something is missing, and nothing has come since that was suspected. */
        PROVEN
    }

    Finding compare(Revised<Position> here, Revised<Position> redis) {
        boolean behind = !redis.value().epoch().equals(here.value().epoch())
                || redis.value().offset() > here.value().offset()
                || redis.revision() > here.revision();
        boolean still = behind && here.equals(suspect);
        suspect = behind && !still ? here : null;
        return still ? Finding.PROVEN : behind ? Finding.SUSPECTED : Finding.NONE;
    }
}
