package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Http;
import org.backplane.server.ForegroundServer;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;
import org.backplane.test.TcpProxy;
import org.backplane.test.TemporaryDirectory;

/**
 * A server with Backplane on it whose process can fail, and which reaches Redis through a network of its own that can fail.
 * Used by one thread at a time.
 */
final class NodeProcess implements AutoCloseable {

    private final String name;
    private final ForegroundServer server;
    private final Path war;
    private final TcpProxy network;
    private final Node node;

    /**
     * Prepares a node that is not started, in a directory of the run.
     *
     * @param name what {@code node/name} says
     * @param heap as {@code -Xmx} takes it
     * @param settings of Backplane, as system properties; they must make it use the network
     */
    NodeProcess(String name, String heap, Map<String, String> settings, TcpProxy network) {
        this.name = name;
        this.network = network;
        Path directory = Built.path("faults", AppServer.current().label(), name);
        TemporaryDirectory.delete(directory);
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-Dnode.name=" + name));
        settings.forEach((setting, value) -> options.add("-D" + setting + "=" + value));
        server = AppServer.current().create(ServerSettings.forTests(directory, FreePorts.takeOne(), options));
        war = directory.resolve("backplane.war");
        node = new Node(name, server.port(), server.log());
        install(Built.war());
        server.install(Probe.export(directory.resolve("probe.war")));
    }

    /** Replaces its WAR for its next start. */
    void install(Path other) {
        try {
            Files.copy(other, war, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.install(war);
    }

    /** How clients reach it. */
    Node node() {
        return node;
    }

    /** What lies between it and Redis. */
    TcpProxy network() {
        return network;
    }

    /** Starts the process, and returns at once. */
    void start() {
        server.launch();
    }

    /** The id that Backplane has there at the moment. */
    String id() {
        return statusReport().getJsonObject("node").getString("id");
    }

    /** What {@code api/status} says. */
    JsonObject statusReport() {
        return Http.body(Http.get(node.http("api/status")));
    }

    /** The id of the process. */
    long pid() {
        return server.pid();
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        awaitStatus("api/health/ready", 200);
    }

    /** Waits until its links to Redis work: it is ready for a while without them. */
    void awaitRedis() {
        await(name + " has Redis, see " + node.log())
                .atMost(ForegroundServer.BOUND)
                .until(() -> statusReport().getJsonObject("broker").getBoolean("available"));
    }

    /** Waits until it says that it is alive. */
    void awaitLive() {
        awaitStatus("api/health/live", 200);
    }

    /** Waits until a path below {@code /backplane/} answers with a status. */
    void awaitStatus(String path, int status) {
        server.awaitStatus("/backplane/" + path, status);
    }

    /** Kills it: no connection is closed in an orderly way. */
    void kill() {
        server.kill();
    }

    /** Asks it to end, and returns when it has. */
    void terminate() {
        server.stop();
    }

    /** Starts it again after {@link #kill()} or {@link #terminate()}, and returns when it is ready. */
    void restart() {
        start();
        awaitReady();
    }

    /** Suspends it, its connections open. */
    void stall() {
        server.pause();
    }

    /** Lets it continue. */
    void resume() {
        server.resume();
    }

    /** Undeploys the WAR, and returns when that is done; the server goes on. */
    void undeploy() {
        server.undeploy("backplane");
    }

    /** Deploys the WAR again, and returns when it is ready. */
    void deploy() {
        server.deploy(war);
        awaitReady();
    }

    /** Ends every fault: the network works, the process runs, and the WAR is deployed. */
    void heal() {
        network.heal();
        if (server.isRunning()) {
            resume();
            if (server.status("/backplane/api/health/live") == 404) {
                server.deploy(war);
            }
        } else {
            start();
        }
    }

    /** What it logged since it was first started. */
    String log() {
        try {
            return Files.readString(server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (network) {
            server.close();
        }
    }
}
