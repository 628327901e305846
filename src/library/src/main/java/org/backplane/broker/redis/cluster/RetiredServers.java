package org.backplane.broker.redis.cluster;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.redis.server.ServerLinks;

/**
 * The servers of a Redis Cluster that have no slots any more. Their links are kept until their threads have ended; of ended ones
 * only the sum of their figures remains. One thread at a time adds; any thread reads.
 */
public final class RetiredServers {

    private final Queue<ServerLinks> ending = new ConcurrentLinkedQueue<>();
    private volatile BrokerFigures past = BrokerFigures.NONE;

    /** Ends the threads of a server. */
    public void add(ServerLinks server) {
        server.end();
        ending.add(server);
        forgetEnded();
    }

    private void forgetEnded() {
        ending.removeIf(server -> {
            boolean hasEnded = server.hasEnded();
            if (hasEnded) {
                past = BrokerFigures.ofAll(List.of(past, of(server)));
            }
            return hasEnded;
        });
    }

    private static BrokerFigures of(ServerLinks server) {
        return server.links().figures().past();
    }

    /** The number of servers whose threads have not ended. */
    public int kept() {
        return ending.size();
    }

    /** The sum of the figures of all of them. */
    public BrokerFigures figures() {
        return BrokerFigures.ofAll(
                Stream.concat(Stream.of(past), ending.stream().map(RetiredServers::of))
                        .toList());
    }

    /** Waits until their threads have ended, but no longer than a few seconds for each. */
    public void awaitEnd() throws InterruptedException {
        for (ServerLinks server : ending) {
            server.awaitEnd();
        }
    }
}
