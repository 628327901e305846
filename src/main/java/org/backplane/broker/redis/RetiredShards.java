package org.backplane.broker.redis;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.backplane.broker.BrokerFigures;

/**
 * Servers of a Cluster that are not used any more: until their threads have ended, then only what they have counted, of all
 * together. One thread at a time adds; any thread asks.
 */
final class RetiredShards {

    private final Queue<Shard> ending = new ConcurrentLinkedQueue<>();
    private volatile BrokerFigures past = BrokerFigures.NONE;

    /** Ends a server's threads. */
    void add(Shard shard) {
        shard.end();
        ending.add(shard);
        forgetEnded();
    }

    private void forgetEnded() {
        ending.removeIf(shard -> {
            boolean hasEnded = shard.hasEnded();
            if (hasEnded) {
                past = BrokerFigures.ofAll(List.of(past, of(shard)));
            }
            return hasEnded;
        });
    }

    private static BrokerFigures of(Shard shard) {
        return shard.links().figures().past();
    }

    /** How many are kept. */
    int kept() {
        return ending.size();
    }

    /** What all of them have counted. */
    BrokerFigures figures() {
        return BrokerFigures.ofAll(
                Stream.concat(Stream.of(past), ending.stream().map(RetiredShards::of))
                        .toList());
    }

    /** Waits until their threads have ended, but no longer than a few seconds for each. */
    void awaitEnd() throws InterruptedException {
        for (Shard shard : ending) {
            shard.awaitEnd();
        }
    }
}
