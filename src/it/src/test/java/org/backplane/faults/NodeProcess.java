package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.backplane.it.cluster.Node;
import org.backplane.it.wire.Http;
import org.backplane.test.Signal;
import org.backplane.test.TcpProxy;
import org.backplane.test.TemporaryDirectory;

/**
 * A server with Backplane on it as a process whose faults are verbs; it is ended by its id in every case. It reaches Redis
 * through a network of its own. Used by one thread at a time.
 */
final class NodeProcess implements AutoCloseable {

    /** Longer than a server takes to start, to deploy or to end, on a busy machine. */
    static final Duration START_TIME = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(100);

    private final AppServer server = AppServer.current();
    private final NodePlan plan;
    private final TcpProxy network;
    private final Node node;
    private final Thread onExit = new Thread(this::end);
    private Optional<Process> process = Optional.empty();

    /** Prepares a node that is not started yet; its settings must make it use the network. */
    NodeProcess(NodePlan plan, TcpProxy network) {
        this.plan = plan;
        this.network = network;
        this.node = new Node(plan.name(), plan.http(), plan.directory().resolve("out.log"));
        TemporaryDirectory.delete(plan.directory());
        try {
            Files.createDirectories(plan.directory().resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.prepare(plan);
        install(Built.war());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Gives it another WAR for its next start. */
    void install(Path war) {
        try {
            Files.copy(war, server.war(plan), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (isAlive()) {
            throw new IllegalStateException(plan.name() + " runs already");
        }
        try {
            process = Optional.of(new ProcessBuilder(server.command(plan))
                    .directory(plan.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(node.log().toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + plan.name(), e);
        }
    }

    /** The id that Backplane has there at the moment. */
    String id() {
        return statusReport().getJsonObject("node").getString("id");
    }

    /** What {@code api/status} says. */
    JsonObject statusReport() {
        return Http.body(Http.get(node.http("api/status")));
    }

    boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** The process as the system knows it. */
    long pid() {
        return process.orElseThrow().pid();
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        awaitStatus("api/health/ready", 200);
    }

    /** Waits until its links to Redis work: it is ready for a while without them. */
    void awaitRedis() {
        await(plan.name() + " has Redis, see " + node.log())
                .atMost(START_TIME)
                .until(() -> statusReport().getJsonObject("broker").getBoolean("available"));
    }

    /** Waits until it says that it is alive. */
    void awaitLive() {
        awaitStatus("api/health/live", 200);
    }

    /** Waits until a path below {@code /backplane/} answers with a status. */
    void awaitStatus(String path, int status) {
        await(plan.name() + " answers " + status + " to " + path + ", see " + node.log())
                .atMost(START_TIME)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> {
                    if (!isAlive()) {
                        throw new AssertionError(plan.name() + " has ended, see " + node.log());
                    }
                    return status(path) == status;
                });
    }

    /** What a path answers; 0 if nothing within two seconds. */
    int status(String path) {
        URI uri = node.http(path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
        try {
            return Http.CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it without a farewell. */
    void kill() {
        process.ifPresent(Process::destroyForcibly);
        awaitEnd();
    }

    /** Asks it to end, and returns when it has. */
    void terminate() {
        Signal.TERM.send(pid());
        awaitEnd();
    }

    /** Starts it again after {@link #kill()} or {@link #terminate()}, and returns when it is ready. */
    void restart() {
        start();
        awaitReady();
    }

    /** It stands still from now on, its connections open. */
    void stall() {
        Signal.STOP.send(pid());
    }

    /** It goes on. */
    void resume() {
        Signal.CONT.send(pid());
    }

    /** Takes the WAR down, and returns when it is down; the server goes on. */
    void undeploy() {
        server.undeploy(plan);
    }

    /** Deploys the WAR again, and returns when it is ready. */
    void deploy() {
        server.deploy(plan);
        awaitReady();
    }

    /** Back to normal, whatever was done to it. */
    void heal() {
        network.heal();
        if (isAlive()) {
            resume();
            if (status("api/health/live") == 404) {
                server.deploy(plan);
            }
        } else {
            start();
        }
    }

    /** What it said, since it was first started. */
    String log() {
        try {
            return Files.readString(node.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (process.isPresent() && !process.get().waitFor(START_TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(plan.name() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        kill();
        network.close();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // The hook runs already.
        }
    }
}
