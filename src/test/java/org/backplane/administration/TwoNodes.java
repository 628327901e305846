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
import org.backplane.server.FreePorts;
import org.backplane.server.WildFly;
import org.backplane.test.RedisServer;

/** Two WildFly nodes that share a Redis; the second one can be killed and comes back on the same port. */
final class TwoNodes implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final RedisServer redis = RedisServer.start(RedisServer.preferred());
    private final List<Integer> ports = FreePorts.take(2);
    private final WildFly a = node("a", ports.get(0));
    private WildFly b = node("b", ports.get(1));

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
        b = node("b", ports.get(1));
        b.start();
        awaitReady(b);
    }

    /** Deployed by its scanner. */
    private WildFly node(String name, int port) {
        WildFly server = new WildFly(
                Administered.fresh("balanced-" + name),
                port,
                List.of("-Dredis.host=" + redis.address(), "-Dnode.name=" + name));
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
                a) {
            b.close();
        }
    }
}
