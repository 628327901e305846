package org.backplane.broker.redis.command;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.loop.Outage;

/**
 * The circuit breaker of a link for commands: whether the link works, and since when it does not. Failures and recoveries are
 * reported to the {@link LinkLog}.
 *
 * <ul>
 *   <li>CLOSED or HALF_OPEN → OPEN: an exchange {@linkplain #failed failed} for good, or the link is known not to work
 *       ({@link #trip})
 *   <li>OPEN → HALF_OPEN: an {@link #attempt} begins
 *   <li>HALF_OPEN or OPEN → CLOSED: the exchange {@link #succeeded}
 *   <li>any → STOPPED: the thread has ended ({@link #stop})
 *   <li>STOPPED → OPEN: the thread runs again ({@link #begin})
 * </ul>
 *
 * <p>Thread-safe: the thread of the link makes the transitions, any other one may {@link #trip} or {@link #stop}.
 */
final class CircuitBreaker {

    /** Whether calls are worth sending. */
    enum State {
        /** No exchange has failed for good since the last success. */
        CLOSED,
        /** The last exchange failed, and the next attempt has not begun yet. */
        OPEN,
        /** An attempt to find out whether the link works again is under way. */
        HALF_OPEN,
        /** The thread of the link has ended: there is no attempt until it runs again. */
        STOPPED
    }

    private final String link;
    private final LinkLog log;
    private final Outage outage = new Outage(true, System::nanoTime);

    /** Keeps the state and the outage together. */
    private final ReentrantLock transition = new ReentrantLock();

    private volatile State state = State.CLOSED;

    /**
     * Begins closed.
     *
     * @param link what the log calls the link
     */
    CircuitBreaker(String link, LinkLog log) {
        this.link = link;
        this.log = log;
    }

    State state() {
        return state;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isStopped() {
        return state == State.STOPPED;
    }

    /** For how long the breaker has not been closed; zero if it is. */
    Duration outage() {
        return outage.lasts();
    }

    /** The thread of the link runs, for the first time or again. */
    void begin() {
        move(Set.of(State.STOPPED), State.OPEN);
    }

    /** An exchange begins; after a failure it is the attempt that decides. */
    void attempt() {
        move(Set.of(State.OPEN), State.HALF_OPEN);
    }

    /** An exchange succeeded. */
    void succeeded() {
        move(Set.of(State.OPEN, State.HALF_OPEN), State.CLOSED);
        log.works(link);
    }

    /** An exchange failed for good. */
    void failed(LinkFailure why) {
        trip();
        log.fails(link, why);
    }

    /** The link does not work, for a reason that another link reports. */
    void trip() {
        move(Set.of(State.CLOSED, State.HALF_OPEN), State.OPEN);
    }

    /** The thread of the link has ended though it should run. */
    void stop(LinkFailure why) {
        move(Set.of(State.CLOSED, State.OPEN, State.HALF_OPEN), State.STOPPED);
        log.fails(link, why);
    }

    /** The thread of the link has ended as it should, which is no outage. */
    void stop() {
        transition.lock();
        try {
            state = State.STOPPED;
        } finally {
            transition.unlock();
        }
    }

    private void move(Set<State> from, State to) {
        if (!from.contains(state)) {
            return;
        }
        transition.lock();
        try {
            if (from.contains(state)) {
                state = to;
                follow(to);
            }
        } finally {
            transition.unlock();
        }
    }

    private void follow(State to) {
        if (to == State.CLOSED) {
            outage.ends();
        } else {
            outage.begins();
        }
    }
}
