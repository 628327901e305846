package org.backplane.test;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real sentinel of the test's own that watches one master, gone with the test. It fails over when it is told to, and never
 * by itself: on a machine that stands still for a second, every master seems dead. Used by one thread at a time.
 */
public final class RedisSentinel implements AutoCloseable {

    /** What it calls the master. */
    public static final String MASTER = "mymaster";

    private static final Duration START_TIME = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final int port = FreePorts.takeOne();
    private final TemporaryDirectory files = new TemporaryDirectory("backplane-sentinel-");
    private final Thread onExit = new Thread(this::end);
    private final Process process;

    private RedisSentinel(RedisServer.Kind kind, int master, int quorum) {
        Runtime.getRuntime().addShutdownHook(onExit);
        Path file = files.path().resolve("sentinel.conf");
        String program = kind.program().orElseThrow(() -> new IllegalStateException("no Redis of kind " + kind));
        try {
            Files.writeString(file, settings(master, quorum));
            process = new ProcessBuilder(program, file.toString(), "--sentinel")
                    .redirectErrorStream(true)
                    .redirectOutput(files.path().resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        }
    }

    private String settings(int master, int quorum) {
        return """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor %s 127.0.0.1 %d %d
                sentinel down-after-milliseconds %s 3600000
                sentinel failover-timeout %s 10000
                """.formatted(port, files.path(), MASTER, master, quorum, MASTER, MASTER);
    }

    /** Starts one, and returns when it answers. */
    public static RedisSentinel start(RedisServer.Kind kind, RedisServer master, int quorum) {
        RedisSentinel sentinel = new RedisSentinel(kind, master.port(), quorum);
        await("a sentinel on port " + sentinel.port)
                .atMost(START_TIME)
                .pollInterval(POLL)
                .until(sentinel::answers);
        return sentinel;
    }

    private boolean answers() {
        try {
            return ask(jedis -> jedis.ping().equals("PONG"));
        } catch (JedisException notYet) {
            return false;
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether it knows so many replicas and so many other sentinels that a failover can be made. */
    public boolean knows(int replicas, int others) {
        return ask(jedis -> {
            var master = jedis.sentinelMaster(MASTER);
            return Integer.toString(replicas).equals(master.get("num-slaves"))
                    && Integer.toString(others).equals(master.get("num-other-sentinels"))
                    && jedis.sentinelReplicas(MASTER).stream()
                            .allMatch(replica -> "ok".equals(replica.get("master-link-status")));
        });
    }

    /** What it saw and did, oldest first: the lines of its log that tell of an event. */
    public List<String> events() {
        try (Stream<String> lines = Files.lines(files.path().resolve("log"))) {
            return lines.filter(line -> line.contains(" # ") || line.contains(" * +"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of the master. */
    public int masterPort() {
        return ask(jedis ->
                Integer.parseInt(jedis.sentinelGetMasterAddrByName(MASTER).get(1)));
    }

    /** Makes a replica the master, as an administrator does; false if that cannot be done yet. */
    public boolean failOver() {
        try {
            return ask(jedis -> jedis.sentinelFailover(MASTER).equals("OK"));
        } catch (JedisException notNow) {
            return false;
        }
    }

    /** Whether it makes a replica the master, and has not ended that. */
    public boolean isFailingOver() {
        return ask(jedis ->
                String.valueOf(jedis.sentinelMaster(MASTER).get("flags")).contains("failover_in_progress"));
    }

    /** Sends one command and returns the answer. */
    public String command(String name, String... arguments) {
        return ask(jedis -> String.valueOf(jedis.sendCommand(() -> name.getBytes(StandardCharsets.UTF_8), arguments)));
    }

    private <T> T ask(Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis("127.0.0.1", port, RedisServer.PATIENCE_MILLIS)) {
            return question.apply(jedis);
        }
    }

    /** Ends it without a farewell. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(START_TIME.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        kill();
        files.close();
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
