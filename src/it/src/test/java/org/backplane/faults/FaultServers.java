package org.backplane.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.backplane.it.servers.Node;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;

/** Two nodes as processes, a Redis that keeps what it acknowledged, and a network of its own for each node. */
final class FaultServers implements AutoCloseable {

    /** Pages that come from here may talk to the nodes. */
    static final String FRIEND = "http://friend.test";

    private final RedisServer redis = RedisServer.startPersistent(RedisServer.preferred());
    private final NodeProcess a = node("a", "512m", Map.of());
    private final NodeProcess b = node("b", "512m", Map.of());

    /** Starts all of it, and returns when both nodes are ready. */
    FaultServers() {
        a.start();
        b.start();
        a.awaitReady();
        b.awaitReady();
    }

    NodeProcess a() {
        return a;
    }

    NodeProcess b() {
        return b;
    }

    List<NodeProcess> processes() {
        return List.of(a, b);
    }

    /** Both nodes, as clients know them. */
    List<Node> nodes() {
        return List.of(a.node(), b.node());
    }

    RedisServer redis() {
        return redis;
    }

    /**
     * One more node on the same Redis, not started; whoever asks for it closes it. Settings come over the usual ones, which
     * leave all limits as they are by default: a test that raises one says why.
     */
    NodeProcess node(String name, String heap, Map<String, String> settings) {
        TcpProxy network = TcpProxy.to(redis.port());
        Map<String, String> all = new HashMap<>(usual());
        all.put("redis.host", network.address());
        all.putAll(settings);
        return new NodeProcess(name, heap, all, network);
    }

    private static Map<String, String> usual() {
        return Map.ofEntries(
                Map.entry("status.open", "true"),
                Map.entry("origins", FRIEND),
                Map.entry("presence.grace", "PT1S"),
                // A crowd that comes at once says hello when the last of it has its connection.
                Map.entry("connection.hello", "PT1M"));
    }

    /** Lets a fault last: the time is part of it, there is nothing to wait for. */
    static void lasts(Duration time) {
        if (time.toNanos() > 0) {
            Awaitility.await().atMost(time.plusMinutes(2)).pollDelay(time).until(() -> true);
        }
    }

    /** Ends every fault there may be, and returns when both nodes are ready and have Redis. */
    void heal() {
        redis.heal();
        processes().forEach(NodeProcess::heal);
        processes().forEach(NodeProcess::awaitReady);
        processes().forEach(NodeProcess::awaitRedis);
    }

    @Override
    public void close() {
        try (redis;
                a) {
            b.close();
        }
    }
}
