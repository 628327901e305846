package org.backplane.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One server of the demo, in a process of its own.
 *
 * @param name the name of the node: a, b, c…
 * @param port its HTTP port on 127.0.0.1
 * @param log the file with its output
 * @param command the command that starts it
 * @param process the process of the JVM
 */
record DemoNode(String name, int port, Path log, List<String> command, Process process) {
    private static final List<String> BACKGROUNDS = List.of("sunset", "ocean", "forest");
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Starts the executable jar that this class is in.
     *
     * @param index which node this is, from 0
     * @param redis the value of {@code redis/host}; empty for none
     */
    static DemoNode start(Children children, int index, int port, String redis) {
        var name = String.valueOf((char) ('a' + index));
        var log = Demo.DIRECTORY.resolve("node-" + name + ".log");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-D" + ParentWatch.PROPERTY + "=" + ProcessHandle.current().pid(),
                "-jar",
                Demo.JAR.toString(),
                "--port=" + port,
                "--redis=" + redis,
                "--name=" + name,
                "--set=status/open=loopback",
                "--background=" + BACKGROUNDS.get(index % BACKGROUNDS.size()));
        return new DemoNode(name, port, log, command, children.start(command, log));
    }

    /** Starts the same node in a new process. */
    DemoNode startAgain(Children children) {
        return new DemoNode(name, port, log, command, children.start(command, log));
    }

    /** Returns the address for browsers. */
    String url() {
        return "http://localhost:" + port + "/backplane/";
    }

    /** Returns the address for WebSocket clients. */
    URI hub() {
        return URI.create("ws://127.0.0.1:" + port + "/backplane/hub");
    }

    /** Returns the current response of the readiness check: status and text, or why there is none. */
    String answer() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/backplane/api/health/ready"))
                .timeout(PROBE_TIMEOUT)
                .build();
        try {
            var response = Http1.CLIENT.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    boolean isReady() {
        return answer().startsWith("200 ");
    }

    /** Returns the process id. */
    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Completes with this node when its process ends. */
    CompletableFuture<DemoNode> end() {
        return process.onExit().thenApply(ended -> this);
    }
}
