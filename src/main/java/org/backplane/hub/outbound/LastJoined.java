package org.backplane.hub.outbound;

import java.util.List;
import java.util.function.Supplier;
import org.backplane.hub.api.Frame;

/**
 * The frame that a thread has joined last. Clients of a busy channel wait for the same frames, one client after the other,
 * so the next one mostly needs the same. Not thread-safe: each thread that sends has one.
 */
final class LastJoined {

    private List<Frame> parts = List.of();
    private Frame joined = new Frame("", 0, 0);

    /** The frame that those parts are joined to: the last one, if it was of the same parts. */
    Frame of(List<Frame> wanted, Supplier<Frame> join) {
        if (!isOf(wanted)) {
            joined = join.get();
            parts = List.copyOf(wanted);
        }
        return joined;
    }

    /** Frames are shared, so that the same one is the same object. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isOf(List<Frame> wanted) {
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
