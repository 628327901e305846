package org.backplane.hub;

import java.util.concurrent.Executor;

/**
 * A thread that feeds clients.
 *
 * @param thread runs tasks one after the other
 * @param closing where links are closed, which may block for a moment; runs tasks one after the other, too
 * @param lastJoined to be used on the thread only
 */
record Sender(Executor thread, Executor closing, LastJoined lastJoined) {

    /** A thread that may block for a moment. */
    Sender(Executor thread) {
        this(thread, Runnable::run, new LastJoined());
    }

    /** A thread that must not be blocked. */
    Sender(Executor thread, Executor closing) {
        this(thread, closing, new LastJoined());
    }
}
