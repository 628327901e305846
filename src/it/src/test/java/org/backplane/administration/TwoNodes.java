package org.backplane.administration;

import java.util.List;
import org.backplane.server.ServerSettings;
import org.backplane.server.WildFly;
import org.backplane.test.FreePorts;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;

/** Two WildFly nodes that share a Redis; the second one can be killed, or cut off from Redis, and come back. */
final class TwoNodes implements AutoCloseable {

    private final RedisServer redis = RedisServer.start(RedisServer.preferred());
    private final TcpProxy network = TcpProxy.to(redis.port());
    private final List<Integer> ports = FreePorts.take(2);
    private final WildFly a = node("a", redis.address());
    private final WildFly b = node("b", network.address());

    /** Starts them, and returns when both are ready. */
    TwoNodes() {
        a.launch();
        b.launch();
        awaitReady(a);
        awaitReady(b);
    }

    List<Integer> ports() {
        return ports;
    }

    void killB() {
        b.kill();
    }

    void startB() {
        b.launch();
        awaitReady(b);
    }

    /** From now on the second node cannot reach Redis; its clients and balancers can reach it. */
    void cutBFromRedis() {
        network.refuse();
    }

    void joinBToRedis() {
        network.heal();
    }

    private WildFly node(String name, String address) {
        WildFly server = new WildFly(ServerSettings.forTests(
                Administered.fresh("balanced-" + name),
                ports.get(name.equals("a") ? 0 : 1),
                List.of("-Dredis.host=" + address, "-Dnode.name=" + name)));
        server.install(Administered.war());
        return server;
    }

    private static void awaitReady(WildFly server) {
        server.awaitStatus("/backplane/api/health/ready", 200);
    }

    @Override
    public void close() {
        try (redis;
                network;
                a) {
            b.close();
        }
    }
}
