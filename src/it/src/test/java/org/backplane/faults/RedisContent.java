package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.backplane.test.RedisServer;

/** What Backplane has in a Redis, for those who look for what should be gone. */
record RedisContent(RedisServer redis) {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** All keys that start like this, sorted. */
    List<String> keys(String prefix) {
        Set<String> keys = redis.ask(jedis -> jedis.keys(prefix + "*"));
        return keys.stream().sorted(Comparator.naturalOrder()).toList();
    }

    /** Those that Redis keeps until somebody deletes them. */
    List<String> keysWithoutEnd(String prefix) {
        return keys(prefix).stream()
                .filter(key -> redis.ask(jedis -> jedis.ttl(key)) == -1)
                .toList();
    }

    /** Where a word stands, in the keys or in what the sets and hashes of members and nodes hold. */
    List<String> traces(String prefix, String word) {
        List<String> traces = new ArrayList<>();
        for (String key : keys(prefix)) {
            if (key.contains(word) && !key.contains(":w:")) {
                traces.add(key);
            }
            for (String element : elements(key)) {
                if (element.contains(word)) {
                    traces.add(key + " " + element);
                }
            }
        }
        return traces;
    }

    private List<String> elements(String key) {
        return redis.ask(jedis -> switch (jedis.type(key)) {
            case "hash" ->
                isOfMembers(key)
                        ? List.copyOf(jedis.hgetAll(key).entrySet()).stream()
                                .map(Object::toString)
                                .toList()
                        : List.<String>of();
            case "set" -> List.copyOf(jedis.smembers(key));
            case "zset" -> jedis.zrange(key, 0, -1);
            default -> List.<String>of();
        });
    }

    private static boolean isOfMembers(String key) {
        return key.endsWith(":members") || key.endsWith(":users");
    }

    /** Waits until a word stands nowhere. */
    void awaitNoTrace(String prefix, String word) {
        await("no trace of " + word).atMost(BOUND).until(() -> traces(prefix, word), List::isEmpty);
    }
}
