package org.backplane.administration;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.backplane.it.wire.Http;
import org.backplane.server.WildFly;
import org.backplane.test.FreePorts;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;

/** Two WildFly nodes that share a Redis; the second one can be killed, or cut off from Redis, and come back. */
final class TwoNodes implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final RedisServer redis = RedisServer.start(RedisServer.preferred());
    private final TcpProxy network = TcpProxy.to(redis.port());
    private final List<Integer> ports = FreePorts.take(2);
    private final WildFly a = node("a", redis.address());
    private WildFly b = node("b", network.address());

    /** Starts them, and returns when both are ready. */
    TwoNodes() {
        a.start();
        b.start();
        awaitReady(a);
        awaitReady(b);
    }

    List<Integer> ports() {
        return ports;
    }

    void killB() {
        b.close();
    }

    void startB() {
        b = node("b", network.address());
        b.start();
        awaitReady(b);
    }

    /** From now on the second node cannot reach Redis; its clients and balancers can reach it. */
    void cutBFromRedis() {
        network.refuse();
    }

    void joinBToRedis() {
        network.heal();
    }

    /** Deployed by its scanner. */
    private WildFly node(String name, String address) {
        WildFly server = new WildFly(
                Administered.fresh("balanced-" + name),
                ports.get(name.equals("a") ? 0 : 1),
                List.of("-Dredis.host=" + address, "-Dnode.name=" + name));
        Path deployments = server.directory().resolve("deployments");
        try {
            Files.createDirectories(deployments);
            Files.copy(Administered.war(), deployments.resolve("backplane.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    private static void awaitReady(WildFly server) {
        Administered node = new Administered(server);
        await("ready, see " + server.log())
                .atMost(BOUND)
                .ignoreException(CompletionException.class)
                .until(() -> Http.get(node.node().http("api/health/ready")).statusCode() == 200);
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
