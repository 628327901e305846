package org.backplane.broker.redis.command;

import java.util.List;
import java.util.Optional;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.config.HostPort;

/** What becomes of whatever a server of a Redis Cluster leaves to another one. */
public interface Redirection {

    /** For a Redis that is one server. */
    Redirection NONE = new Redirection() {};

    /** Whether servers are parts of a Cluster at all. */
    default boolean isPossible() {
        return false;
    }

    /** A text that puts a key into a slot of the writer's server; empty if it is not known to have one. */
    default Optional<String> tagOf(RedisWriter writer) {
        return Optional.of("");
    }

    /**
     * By the writer's thread, when nothing of it is on its way: takes over the calls, in their order, and all that waits
     * behind them for the same slots.
     *
     * @param firstSent when they were sent for the first time, by {@link System#nanoTime}
     */
    default void leave(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        throw new IllegalStateException("not a Cluster");
    }

    /**
     * By the writer's thread, when nothing of it is on its way: takes over what is another server's by now.
     *
     * @param unanswered calls to be repeated, in their order
     * @param firstSent when they were sent for the first time, by {@link System#nanoTime}
     * @return those which are still the writer's
     */
    default List<PendingCall> sortOut(RedisWriter from, List<PendingCall> unanswered, long firstSent) {
        return unanswered;
    }

    /** By the subscriber's thread: the server may be gone. */
    default void linkBroke() {}

    /**
     * By the subscriber's thread: it hears a slot, or some channel of it, no longer.
     *
     * @param to who has the slot now, if the server said so
     */
    default void unheard(int slot, Optional<HostPort> to) {
        throw new IllegalStateException("not a Cluster");
    }
}
