package org.backplane.broker.redis.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.message.ChannelName;

/**
 * Holds back who enters a channel until Redis has confirmed that his node would be cleaned up after: that its lease holds
 * and that the channel is noted. Only needed where these are not written in one order with him, as on the servers of a
 * Cluster; else it is always open. For the turn of presence only.
 */
final class MembershipBarrier {

    private final boolean alwaysOpen;
    private final Set<ChannelName> noted = new HashSet<>();
    private final Map<ChannelName, Deque<Entrance>> waiting = new HashMap<>();
    private boolean held;

    MembershipBarrier(boolean alwaysOpen) {
        this.alwaysOpen = alwaysOpen;
    }

    /** What is done when the gate opens, or when it will not open soon. */
    private record Entrance(Runnable enter, Runnable giveUp) {}

    /** Enters now or later, after all that came before for the channel; or gives up, and somebody tries again. */
    void pass(ChannelName channel, Runnable enter, Runnable giveUp) {
        if (alwaysOpen || (isOpen(channel) && !waiting.containsKey(channel))) {
            enter.run();
        } else {
            waiting.computeIfAbsent(channel, c -> new ArrayDeque<>()).add(new Entrance(enter, giveUp));
        }
    }

    /** Leaves now, unless somebody waits to enter: then after him. */
    void leave(ChannelName channel, Runnable leave, Runnable giveUp) {
        if (waiting.containsKey(channel)) {
            waiting.get(channel).add(new Entrance(leave, giveUp));
        } else {
            leave.run();
        }
    }

    private boolean isOpen(ChannelName channel) {
        return held && noted.contains(channel);
    }

    /** The lease holds. */
    void held() {
        held = true;
        List.copyOf(waiting.keySet()).forEach(this::open);
    }

    /** There is another lease, which has to hold first, and the channels have to be noted again. */
    void replaced() {
        held = false;
        noted.clear();
        List.copyOf(waiting.keySet()).forEach(this::giveUp);
    }

    /** The channel is noted. */
    void noted(ChannelName channel) {
        noted.add(channel);
        open(channel);
    }

    /** The channel is noted no longer, or nobody knows. */
    void notNoted(ChannelName channel) {
        noted.remove(channel);
        giveUp(channel);
    }

    private void open(ChannelName channel) {
        if (isOpen(channel) && waiting.containsKey(channel)) {
            waiting.remove(channel).forEach(entrance -> entrance.enter().run());
        }
    }

    private void giveUp(ChannelName channel) {
        Deque<Entrance> all = waiting.remove(channel);
        if (all != null) {
            all.forEach(entrance -> entrance.giveUp().run());
        }
    }

    /** Why somebody was not let in. */
    static BrokerUnavailableException closed() {
        return new BrokerUnavailableException("Redis could not be told that this node has members there");
    }
}
