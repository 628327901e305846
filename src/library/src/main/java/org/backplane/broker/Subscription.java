package org.backplane.broker;

import java.util.concurrent.CompletionStage;

/** The subscription of one node to one channel. Thread-safe; no method blocks. */
public interface Subscription extends AutoCloseable {

    /**
     * Completes with the channel as of when the subscription became live, serially on the channel's executor;
     * everything after it is delivered to the listener. Fails with {@link BrokerUnavailableException} if the
     * subscription could not become live; it is closed then.
     */
    CompletionStage<Snapshot> live();

    /**
     * Runs a task serially on the channel's executor: never at the same time as a call of the listener or another task,
     * and with their effects visible. Tasks run in order, after everything delivered before. They must not block.
     */
    void execute(Runnable task);

    /** Ends the subscription. A delivery in progress may still complete; tasks are still run. */
    @Override
    void close();
}
