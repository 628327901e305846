package org.backplane.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.error.OsArchitectureNotFound;

/** The Redis that the demo starts, on a free port of this machine and without persistence. */
final class DemoRedis {
    private static final int ATTEMPTS = 100;
    private static final int PAUSE_MILLIS = 100;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final String program;
    private final int port;

    private DemoRedis(String program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Starts Redis; blocks until it answers.
     *
     * @throws LaunchException if there is no Redis for this system, or it does not start
     */
    static DemoRedis start(Children children, Path directory) {
        var redis = new DemoRedis(onPath().orElseGet(() -> embedded(directory)), freePort());
        var log = directory.resolve("redis.log");
        var process = children.start(redis.command(directory), log);
        for (int attempt = 0; attempt < ATTEMPTS && !redis.answers(); attempt++) {
            if (ends(process)) {
                break;
            }
        }
        if (!redis.answers()) {
            throw new LaunchException(redis.program + " did not start:\n" + LogTail.of(log));
        }
        return redis;
    }

    /** Returns the value of {@code redis/host}. */
    String host() {
        return "127.0.0.1:" + port;
    }

    String program() {
        return program;
    }

    private List<String> command(Path directory) {
        return List.of(
                program,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString());
    }

    private static Optional<String> onPath() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(directory -> new File(directory, "redis-server"))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    /** Unpacks Redis 6.2 from its jar. For Windows the jar has only 5.0, which is too old. */
    private static String embedded(Path directory) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new LaunchException("needs a Redis of 6.2 or later: give --redis HOST, or --memory to do without");
        }
        try {
            return ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .getPath();
        } catch (IOException | OsArchitectureNotFound e) {
            throw new LaunchException("no redis-server on the PATH, and none from the jar: " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LaunchException("no free port for Redis: " + e.getMessage(), e);
        }
    }

    private boolean answers() {
        try (var socket = new Socket(LOOPBACK, port)) {
            socket.setSoTimeout(PAUSE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean ends(Process process) {
        try {
            return process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
