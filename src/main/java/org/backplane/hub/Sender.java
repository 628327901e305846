package org.backplane.hub;

import java.util.concurrent.Executor;

/**
 * One of the threads that feed the clients.
 *
 * @param thread runs tasks one after the other
 * @param lastJoined to be used on the thread only
 */
record Sender(Executor thread, LastJoined lastJoined) {

    Sender(Executor thread) {
        this(thread, new LastJoined());
    }
}
