package org.backplane.it;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.it.wire.Wire;
import org.backplane.test.RedisServer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Watches every command that a Redis is given, from its construction on. */
final class Monitor implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final RedisServer redis;
    private final Jedis jedis;

    /** Returns when it watches. */
    Monitor(RedisServer redis) {
        this.redis = redis;
        jedis = new Jedis("127.0.0.1", redis.port(), 0);
        Thread thread = new Thread(this::watch, "monitor");
        thread.setDaemon(true);
        thread.start();
        mark();
        lines.clear();
    }

    /** The commands that clients gave until now, without those that scripts gave. */
    List<String> commands() {
        mark();
        return new ArrayList<>(lines)
                .stream()
                        .filter(line -> !line.contains(" lua] "))
                        .filter(line -> !line.contains("\"ECHO\""))
                        .toList();
    }

    /** The commands that scripts gave until now. */
    List<String> commandsOfScripts() {
        return lines.stream().filter(line -> line.contains(" lua] ")).toList();
    }

    @Override
    public void close() {
        jedis.getConnection().disconnect();
    }

    private void watch() {
        try {
            jedis.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String command) {
                    lines.add(command);
                }
            });
        } catch (JedisException e) {
            lines.add("ended: " + e);
        }
    }

    /** Says something to Redis until it comes by here: all that was said before has come by then. */
    private void mark() {
        String mark = UUID.randomUUID().toString();
        await().atMost(Wire.BOUND).until(() -> {
            redis.command("ECHO", mark);
            return lines.stream().anyMatch(line -> line.contains(mark));
        });
    }
}
