package org.backplane.hub.outbound;

import java.util.ArrayList;
import java.util.List;
import org.backplane.hub.api.Frame;
import org.backplane.message.Line;

/**
 * Joins frames to larger ones, up to a bound in bytes; a frame that exceeds the bound is not joined with others. Not
 * thread-safe.
 */
public final class FrameJoiner {

    private final int maxBytes;
    private final LastJoined last;
    private final List<Frame> parts = new ArrayList<>();
    private int bytes;
    private int lines;

    /** @param last the last result of the calling thread */
    FrameJoiner(int maxBytes, LastJoined last) {
        this.maxBytes = maxBytes;
        this.last = last;
    }

    /** Joins lines to as few frames as the bound allows. */
    public static List<Frame> join(List<Line> lines, int maxBytes) {
        List<Frame> frames = new ArrayList<>();
        FrameJoiner joiner = new FrameJoiner(maxBytes, new LastJoined());
        for (Line line : lines) {
            Frame part = Frame.of(line);
            if (!joiner.hasRoomFor(part)) {
                frames.add(joiner.take());
            }
            joiner.add(part);
        }
        if (!joiner.isEmpty()) {
            frames.add(joiner.take());
        }
        return frames;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    boolean hasRoomFor(Frame next) {
        return parts.isEmpty() || (long) bytes + 1 + next.bytes() <= maxBytes;
    }

    void add(Frame next) {
        bytes += next.bytes() + (parts.isEmpty() ? 0 : 1);
        lines += next.lines();
        parts.add(next);
    }

    /** Returns the added frames as one frame, a single one as it is, and is empty afterwards. */
    Frame take() {
        Frame joined = parts.size() == 1 ? parts.get(0) : last.of(parts, () -> new Frame(text(), bytes, lines));
        parts.clear();
        bytes = 0;
        lines = 0;
        return joined;
    }

    private String text() {
        StringBuilder text = new StringBuilder(bytes);
        for (Frame part : parts) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(part.text());
        }
        return text.toString();
    }
}
