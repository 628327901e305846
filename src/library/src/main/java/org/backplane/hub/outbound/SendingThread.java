package org.backplane.hub.outbound;

import java.util.concurrent.Executor;

/**
 * A thread that sends to clients.
 *
 * @param thread runs tasks serially
 * @param closing closes links, which may block for a short time; runs tasks serially
 * @param lastJoined used on the thread only
 */
public record SendingThread(Executor thread, Executor closing, LastJoined lastJoined) {

    /** A thread that may block for a short time, so that it closes links itself. */
    SendingThread(Executor thread) {
        this(thread, Runnable::run, new LastJoined());
    }

    /** A thread that must not be blocked; links are closed elsewhere. */
    SendingThread(Executor thread, Executor closing) {
        this(thread, closing, new LastJoined());
    }
}
