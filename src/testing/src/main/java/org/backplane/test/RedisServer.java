package org.backplane.test;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis of the test's own: on a free port of 127.0.0.1, gone with the test, as are its files if it has any. Its
 * faults are verbs. Used by one thread at a time.
 *
 * <p>The system property {@code backplane.test.redis}, else the environment's {@code BACKPLANE_TEST_REDIS}, lists the
 * kinds that a build must not do without, like {@code system,embedded,redis-8,valkey-8}; the others are used where they are.
 */
public final class RedisServer implements AutoCloseable {

    /** Where the program comes from. */
    public enum Kind {
        /** {@code redis-server} on the PATH. */
        SYSTEM,
        /** Redis 6.2 out of a jar. */
        EMBEDDED,
        /** Redis 8, where {@code ./test} has fetched it. */
        REDIS_8,
        /** Valkey 8, where {@code ./test} has fetched it. */
        VALKEY_8;

        /** Whether the build was told to use it. */
        public boolean isRequired() {
            String required = Optional.ofNullable(System.getProperty("backplane.test.redis"))
                    .or(() -> Optional.ofNullable(System.getenv("BACKPLANE_TEST_REDIS")))
                    .orElse("");
            return Arrays.asList(required.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                    .contains(text());
        }

        /** Whether a test of this kind has to run; false: it may be skipped. */
        public boolean isThereOrRequired() {
            return isRequired() || program().isPresent();
        }

        /** Its name in the list. */
        private String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Optional<String> program() {
            return switch (this) {
                case SYSTEM -> onPath();
                case EMBEDDED -> Optional.of(fromJar());
                case REDIS_8 -> fetched("redis-server");
                case VALKEY_8 -> fetched("valkey-server");
            };
        }

        private Optional<String> fetched(String name) {
            return Optional.of(new File("target/redis-servers/" + text(), name))
                    .filter(File::canExecute)
                    .map(File::getAbsolutePath);
        }

        private static Optional<String> onPath() {
            return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> new File(directory, "redis-server"))
                    .filter(File::canExecute)
                    .map(File::getPath)
                    .findFirst();
        }

        private static String fromJar() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().getPath();
            } catch (IOException e) {
                throw new UncheckedIOException("no Redis out of the jar", e);
            }
        }
    }

    private static final Duration START_TIME = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;

    /** For one answer, and shorter than the start; a machine that stands still for a while is no reason to give up. */
    static final int PATIENCE_MILLIS = 10_000;

    private final List<String> command;
    private final boolean persistent;
    private final int port;
    private final TemporaryDirectory files = new TemporaryDirectory("backplane-redis-");
    private final Thread onExit = new Thread(this::end);
    private Process process;

    private RedisServer(String program, boolean persistent, String... settings) {
        this.persistent = persistent;
        this.port = List.of(settings).contains("--cluster-enabled") ? FreePorts.takeOneWithBus() : FreePorts.takeOne();
        this.command = new ArrayList<>(List.of(program, "--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", files.path().toString(), "--save", ""));
        command.addAll(List.of("--appendonly", persistent ? "yes" : "no", "--appendfsync", "always"));
        command.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"));
        command.addAll(List.of(settings));
        Runtime.getRuntime().addShutdownHook(onExit);
        this.process = launch();
    }

    /**
     * Starts one that keeps nothing, and returns when it answers.
     *
     * @param settings further ones as on the command line, each {@code --name} followed by its value
     * @throws IllegalStateException if there is none of this kind, or it does not start
     */
    public static RedisServer start(Kind kind, String... settings) {
        return start(kind, false, settings);
    }

    /** Starts one that has everything it acknowledged on disk; else like {@link #start(Kind, String...)}. */
    public static RedisServer startPersistent(Kind kind, String... settings) {
        return start(kind, true, settings);
    }

    /** Starts a node for a Cluster, which keeps nothing on disk but its place there. */
    static RedisServer startOfCluster(Kind kind, String... settings) {
        return start(kind, false, settings);
    }

    /** The kind that a test takes which needs one Redis only: the newest there is. */
    public static Kind preferred() {
        return Kind.SYSTEM.isThereOrRequired() ? Kind.SYSTEM : Kind.EMBEDDED;
    }

    private static RedisServer start(Kind kind, boolean persistent, String... settings) {
        String program = kind.program().orElseThrow(() -> new IllegalStateException("no Redis of kind " + kind));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            RedisServer server = new RedisServer(program, persistent, settings);
            if (server.isUp()) {
                return server;
            }
            server.close();
        }
        throw new IllegalStateException(program + " does not start");
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** Waits until it answers; false if it ended instead, because the port was taken. */
    private boolean isUp() {
        await("Redis on port " + port)
                .atMost(START_TIME)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> answers() || !process.isAlive());
        return process.isAlive();
    }

    /** Whether it is ours that answers and has read its files: whoever took the port meanwhile may be a Redis too. */
    private boolean answers() {
        try {
            String info = ask(jedis -> jedis.info());
            return info.contains("process_id:" + process.pid() + "\r") && info.contains("\nloading:0\r");
        } catch (JedisException notYet) {
            return false;
        }
    }

    /** {@code 127.0.0.1:port}, as {@code redis/host} takes it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether its process runs, stalled or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Uses a connection of its own for one question. */
    public <T> T ask(Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis("127.0.0.1", port, PATIENCE_MILLIS)) {
            return question.apply(jedis);
        }
    }

    /** Sends one command and returns the answer as text, lists as Java prints them. */
    public String command(String name, String... arguments) {
        return ask(jedis -> text(jedis.sendCommand(() -> name.getBytes(StandardCharsets.UTF_8), arguments)));
    }

    private static String text(Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return answer instanceof List<?> list
                ? list.stream().map(RedisServer::text).toList().toString()
                : String.valueOf(answer);
    }

    /** Ends it without a farewell, as a crash would; what it did not write to disk is lost. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(START_TIME.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Crashes and starts again on the same port: with its data if it is persistent, else empty. */
    public void restart() {
        kill();
        launchAgain();
    }

    /** Crashes and starts again on the same port with nothing. */
    public void restartEmpty() {
        kill();
        files.clear();
        launchAgain();
    }

    private void launchAgain() {
        if (!persistent) {
            files.clear();
        }
        process = launch();
        if (!isUp()) {
            throw new IllegalStateException("port " + port + " was taken while Redis was down");
        }
    }

    /** Stands still from now on: connections stay open, and nothing is answered. */
    public void stall() {
        Signal.STOP.send(process.pid());
    }

    /** Goes on after {@link #stall()}, with what was said to it meanwhile. */
    public void resume() {
        Signal.CONT.send(process.pid());
    }

    /** Back to normal: goes on if it was stalled, and starts again, as {@link #restart()} does, if it was dead. */
    public void heal() {
        if (process.isAlive()) {
            resume();
        } else {
            launchAgain();
        }
    }

    /** Closes the connections of all clients that are not subscribed. */
    public void cutClients() {
        command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    /** Closes the connections of all subscribers. */
    public void cutSubscribers() {
        command("CLIENT", "KILL", "TYPE", "pubsub");
    }

    /** Cannot save its data from now on, so it takes no writes; returns when that is so. */
    public void failToSave() {
        try {
            Files.createDirectory(snapshot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command("CONFIG", "SET", "save", "3600 1");
        command("BGSAVE");
        await("a failed save").atMost(START_TIME).pollInterval(POLL).until(() -> command("INFO", "persistence")
                .contains("rdb_last_bgsave_status:err"));
    }

    /** Takes writes again after {@link #failToSave()}. */
    public void saveAgain() {
        command("CONFIG", "SET", "save", "");
        TemporaryDirectory.delete(snapshot());
    }

    /** Where Redis writes its data; a directory there is what it cannot replace. */
    private Path snapshot() {
        return files.path().resolve("dump.rdb");
    }

    /** Runs a script that does not end, and answers that it is busy; returns when that is so. */
    public void runForEver() {
        command("CONFIG", "SET", "lua-time-limit", "10");
        Daemon.start("script of Redis on port " + port, () -> {
            try {
                command("EVAL", "while true do end", "0");
            } catch (JedisException ended) {
                // By endScript(), or with the server.
            }
        });
        await("a busy Redis").atMost(START_TIME).pollInterval(POLL).until(this::isBusy);
    }

    private boolean isBusy() {
        try {
            command("PING");
            return false;
        } catch (JedisBusyException busy) {
            return true;
        }
    }

    /** Ends the script of {@link #runForEver()}. */
    public void endScript() {
        command("SCRIPT", "KILL");
    }

    /** Becomes a copy of another one, and returns when it is. */
    public void replicaOf(RedisServer other) {
        command("REPLICAOF", "127.0.0.1", Integer.toString(other.port));
        await("a copy of Redis on port " + other.port)
                .atMost(START_TIME)
                .pollInterval(POLL)
                .until(() -> ask(jedis -> jedis.info("replication")).contains("master_link_status:up"));
    }

    /** A copy becomes a Redis of its own, with the data it has. */
    public void promote() {
        command("REPLICAOF", "NO", "ONE");
    }

    private void end() {
        kill();
        files.close();
    }

    /** Ends it, stalled or not, and deletes its files. */
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
