package org.backplane.hub.outbound;

import java.util.List;
import java.util.function.Supplier;
import org.backplane.hub.api.Frame;

/**
 * Caches the last joined frame of a sending thread. The clients of a busy channel wait for the same frames, so the next
 * client mostly needs the same joined frame. Not thread-safe: each sending thread has its own.
 */
final class LastJoined {

    private List<Frame> parts = List.of();
    private Frame joined = new Frame("", 0, 0);

    /** Returns the last joined frame if it has the same parts, else joins the parts. */
    Frame of(List<Frame> wanted, Supplier<Frame> join) {
        if (!hasParts(wanted)) {
            joined = join.get();
            parts = List.copyOf(wanted);
        }
        return joined;
    }

    /** Compares by identity, because frames are shared by the queues. */
    @SuppressWarnings("ReferenceEquality")
    private boolean hasParts(List<Frame> wanted) {
        if (wanted.size() != parts.size()) {
            return false;
        }
        for (int i = wanted.size() - 1; i >= 0; i--) {
            if (wanted.get(i) != parts.get(i)) {
                return false;
            }
        }
        return true;
    }
}
