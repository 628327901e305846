package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backplane.test.FreePorts;

/** A load balancer in front of two nodes, run by a file as it stands; it keeps to a directory of its own. */
public final class LoadBalancer extends ManagedProcess {

    private static final Duration TIME_TO_START = Duration.ofSeconds(30);

    private final int port;
    private final Path log;

    private LoadBalancer(int port, ProcessBuilder builder, Path directory) {
        this.port = port;
        this.log = directory.resolve("out.log");
        startChild(builder, log);
        await("it listens, see " + log).atMost(TIME_TO_START).until(() -> listens(port));
    }

    /** An nginx with the configuration of a directory, whose {@code nodes.conf} and {@code listen.conf} are replaced. */
    public static LoadBalancer nginx(Path configuration, Path directory, List<Integer> nodes) {
        return nginx(configuration, directory, nodes, "least_conn;");
    }

    /**
     * Likewise, with another method in {@code balance.conf}.
     *
     * @param method in the place of {@code least_conn;}
     */
    public static LoadBalancer nginx(Path configuration, Path directory, List<Integer> nodes, String method) {
        int port = FreePorts.takeOne();
        try {
            Files.createDirectories(directory);
            Files.copy(configuration.resolve("nginx.conf"), directory.resolve("nginx.conf"));
            Files.writeString(
                    directory.resolve("balance.conf"),
                    Files.readString(configuration.resolve("balance.conf")).replace("\nleast_conn;", "\n" + method));
            Files.writeString(directory.resolve("listen.conf"), "listen 127.0.0.1:" + port + ";\n");
            String line = "server 127.0.0.1:%d max_fails=1 fail_timeout=5s;%n";
            Files.writeString(
                    directory.resolve("nodes.conf"), line.formatted(nodes.get(0)) + line.formatted(nodes.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder = new ProcessBuilder(program("nginx"), "-p", directory.toString(), "-c", "nginx.conf");
        return new LoadBalancer(port, builder, directory);
    }

    /** A HAProxy with a file. */
    public static LoadBalancer haproxy(Path file, Path directory, List<Integer> nodes) {
        return haproxy(file, directory, nodes, Map.of());
    }

    /** Likewise, with more in its environment. */
    public static LoadBalancer haproxy(
            Path file, Path directory, List<Integer> nodes, Map<String, String> environment) {
        int port = FreePorts.takeOne();
        ProcessBuilder builder = new ProcessBuilder(program("haproxy"), "-db", "-f", file.toString());
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "BIND", "127.0.0.1:" + port,
                        "NODE_A", "127.0.0.1:" + nodes.get(0),
                        "NODE_B", "127.0.0.1:" + nodes.get(1)));
        Directories.create(directory);
        return new LoadBalancer(port, builder, directory);
    }

    /** Whether a program is installed. */
    public static boolean isThere(String name) {
        return Files.isExecutable(Path.of(program(name)));
    }

    /** Debian keeps both where the PATH of a user does not look. */
    private static String program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(name);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where clients reach it, on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }
}
