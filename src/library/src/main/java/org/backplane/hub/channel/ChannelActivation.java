package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the broker has confirmed the subscription of a channel, and the tasks that wait for that. Not thread-safe; used
 * on the channel's executor.
 */
final class ChannelActivation {

    private record Waiter(Runnable live, Runnable failed) {}

    private enum State {
        SUBSCRIBING,
        LIVE,
        FAILED
    }

    private State state = State.SUBSCRIBING;
    private List<Waiter> waiters = new ArrayList<>();
    private List<Runnable> deferredEvents = new ArrayList<>();

    boolean isLive() {
        return state == State.LIVE;
    }

    /** Runs one of the tasks as soon as it is known whether the channel is live: at once if it is known already. */
    void whenLive(Runnable live, Runnable failed) {
        switch (state) {
            case SUBSCRIBING -> waiters.add(new Waiter(live, failed));
            case LIVE -> live.run();
            case FAILED -> failed.run();
        }
    }

    /**
     * Handles an event, after {@link #activate} if that has not been called yet: the broker may pass on the first events
     * before the task that activates the channel has run.
     */
    void onceLive(Runnable event) {
        if (state == State.SUBSCRIBING) {
            deferredEvents.add(event);
        } else {
            event.run();
        }
    }

    /** The channel is live: handles the deferred events in order, then runs the tasks that wait. */
    void activate() {
        state = State.LIVE;
        deferredEvents.forEach(Runnable::run);
        deferredEvents = List.of();
        waiters.forEach(waiter -> waiter.live().run());
        waiters = List.of();
    }

    /** The broker could not subscribe: runs the tasks for that case. */
    void fail() {
        state = State.FAILED;
        waiters.forEach(waiter -> waiter.failed().run());
        waiters = List.of();
    }
}
