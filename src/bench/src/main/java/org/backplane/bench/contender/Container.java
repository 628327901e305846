package org.backplane.bench.contender;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.backplane.server.MicroServer;
import org.backplane.server.WildFly;

/** An application server that a WAR is measured on, always with the same JVM. */
enum Container {
    /** Tyrus and Grizzly. */
    PAYARA_MICRO("Payara Micro", "payara") {
        @Override
        Running launch(Path war, Path directory, int port, List<String> properties) {
            List<String> options =
                    Stream.concat(JVM.stream(), properties.stream()).toList();
            MicroServer server = MicroServer.start(directory, port, options, List.of("--deploy", war.toString()));
            return new Running(server, server.pid(), port);
        }

        @Override
        String version() {
            return label() + " " + Versions.ofPayara();
        }
    },
    /** Undertow. */
    WILDFLY("WildFly", "wildfly") {
        @Override
        Running launch(Path war, Path directory, int port, List<String> properties) throws IOException {
            WildFly server = new WildFly(directory.resolve("wildfly"), port, properties, String.join(" ", JVM));
            Path deployments = Files.createDirectories(server.directory().resolve("deployments"));
            Files.copy(war, deployments.resolve(Objects.requireNonNull(war.getFileName())));
            try {
                server.start();
                return new Running(() -> end(server), server.pid(), port);
            } catch (RuntimeException failed) {
                server.close();
                throw failed;
            }
        }

        private void end(WildFly server) {
            try (server) {
                server.stop();
            }
        }

        @Override
        String version() {
            return label() + " " + Versions.ofWildFly();
        }
    };

    /** What every JVM of a node is started with; all else is as the JDK chooses. */
    static final List<String> JVM = List.of("-Xmx1g");

    private static final Duration TIME_TO_START = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int OK = 200;

    private final String label;
    private final String word;

    Container(String label, String word) {
        this.label = label;
        this.word = word;
    }

    /** As people know it. */
    String label() {
        return label;
    }

    /** As the command line calls it. */
    String word() {
        return word;
    }

    /** Name and version, as the build has chosen it. */
    abstract String version();

    /** Starts it with one WAR, and returns its process. */
    abstract Running launch(Path war, Path directory, int port, List<String> properties) throws IOException;

    /** Blocks until a path of its WAR is answered with 200, and that is when clients can connect. */
    void awaitReady(Running running, String path) {
        await(label + " on port " + running.port())
                .atMost(TIME_TO_START)
                .pollInterval(POLL)
                .until(() -> status(running.port(), path) == OK);
    }

    private static int status(int port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            try {
                connection.setConnectTimeout((int) POLL.toMillis());
                connection.setReadTimeout((int) TIME_TO_START.toMillis());
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** A server of this kind while it runs. */
    record Running(AutoCloseable server, long pid, int port) implements AutoCloseable {

        InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException("process " + pid + " does not end", e);
            }
        }
    }
}
