package org.backplane.hub.outbound;

import java.util.concurrent.Executor;

/**
 * A thread that feeds clients.
 *
 * @param thread runs tasks one after the other
 * @param closing where links are closed, which may block for a moment; runs tasks one after the other, too
 * @param lastJoined to be used on the thread only
 */
public record SendingThread(Executor thread, Executor closing, LastJoined lastJoined) {

    /** A thread that may block for a moment. */
    SendingThread(Executor thread) {
        this(thread, Runnable::run, new LastJoined());
    }

    /** A thread that must not be blocked. */
    SendingThread(Executor thread, Executor closing) {
        this(thread, closing, new LastJoined());
    }
}
