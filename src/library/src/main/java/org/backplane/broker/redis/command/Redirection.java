package org.backplane.broker.redis.command;

import java.util.List;
import java.util.Optional;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.config.HostPort;

/** Moves writes and subscriptions between the servers of a Redis Cluster when slots move. */
public interface Redirection {

    /** For a Redis that is one server. */
    Redirection NONE = new Redirection() {};

    /** Whether the servers are nodes of a Redis Cluster. */
    default boolean isPossible() {
        return false;
    }

    /** A hash tag whose slot is on the writer's server; empty if the server is not known to have a slot. */
    default Optional<String> hashTag(RedisWriter writer) {
        return Optional.of("");
    }

    /**
     * Takes over redirected calls, in their order, and all queued writes for the same slots. Called by the writer's thread
     * while it has no call in flight.
     *
     * @param firstSent when the calls were first sent, by {@link System#nanoTime}
     */
    default void redirect(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        throw new IllegalStateException("not a Cluster");
    }

    /**
     * Takes over the calls and queued writes whose slots another server has now. Called by the writer's thread while it has
     * no call in flight.
     *
     * @param unanswered the calls to retry, in their order
     * @param firstSent when the calls were first sent, by {@link System#nanoTime}
     * @return the calls that the writer has to retry itself
     */
    default List<PendingCall> removeMoved(RedisWriter from, List<PendingCall> unanswered, long firstSent) {
        return unanswered;
    }

    /** The subscription link to a server broke. Called by the subscriber's thread. */
    default void linkBroke() {}

    /**
     * The server has ended subscriptions to channels of a slot. Called by the subscriber's thread.
     *
     * @param to the server that has the slot now, if the error reply names it
     */
    default void subscriptionLost(int slot, Optional<HostPort> to) {
        throw new IllegalStateException("not a Cluster");
    }
}
