package org.backplane.broker.redis.cluster;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.redis.server.ServerLinks;

/**
 * Servers of a Cluster that are not used any more: until their threads have ended, then only what they have counted, of all
 * together. One thread at a time adds; any thread asks.
 */
public final class RetiredServers {

    private final Queue<ServerLinks> ending = new ConcurrentLinkedQueue<>();
    private volatile BrokerFigures past = BrokerFigures.NONE;

    /** Ends a server's threads. */
    public void add(ServerLinks shard) {
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

    private static BrokerFigures of(ServerLinks shard) {
        return shard.links().figures().past();
    }

    /** How many are kept. */
    public int kept() {
        return ending.size();
    }

    /** What all of them have counted. */
    public BrokerFigures figures() {
        return BrokerFigures.ofAll(
                Stream.concat(Stream.of(past), ending.stream().map(RetiredServers::of))
                        .toList());
    }

    /** Waits until their threads have ended, but no longer than a few seconds for each. */
    public void awaitEnd() throws InterruptedException {
        for (ServerLinks shard : ending) {
            shard.awaitEnd();
        }
    }
}
