package org.backplane.broker.redis.feed;

import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a channel is behind Redis and does not advance: missing messages may be in flight, but not if the
 * channel is found at the same position twice. Used only on the channel's executor.
 */
final class StallDetector {

    private @Nullable Revised<Position> suspect;

    /** The result of a comparison. */
    enum Finding {
        /** Nothing is missing. */
        NONE,
        /** Something is missing that may be in flight. */
        SUSPECTED,
        /** Something is missing, and nothing has arrived since that was suspected. */
        PROVEN
    }

    Finding compare(Revised<Position> local, Revised<Position> redis) {
        boolean behind = !redis.value().epoch().equals(local.value().epoch())
                || redis.value().offset() > local.value().offset()
                || redis.revision() > local.revision();
        boolean stalled = behind && local.equals(suspect);
        suspect = behind && !stalled ? local : null;
        return stalled ? Finding.PROVEN : behind ? Finding.SUSPECTED : Finding.NONE;
    }
}
