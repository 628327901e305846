package org.backplane.broker;

import java.util.concurrent.CompletionStage;

/** One node's listening to one channel. Thread-safe; no method blocks. */
public interface Subscription extends AutoCloseable {

    /**
     * Completes with what the channel was when the subscription became live, on the channel's turn: everything after it
     * goes to the listener. Fails with {@link BrokerUnavailableException} if it could not become live; it is closed then.
     */
    CompletionStage<Snapshot> live();

    /**
     * Runs a task on the channel's turn: never at the same time as a call of the listener or another task, each seeing
     * what the one before it did. Tasks run in order, after what was delivered before. They must not block.
     */
    void execute(Runnable task);

    /** Ends the listening; the listener is told nothing more soon after. Tasks are still run. */
    @Override
    void close();
}
