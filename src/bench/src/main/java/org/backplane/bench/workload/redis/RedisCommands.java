package org.backplane.bench.workload.redis;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/**
 * How often a Redis has been asked, by command.
 *
 * <p>Redis counts what its clients send together with what scripts call on the way. So the sum leaves out every command
 * that one of the scripts calls, as their source says. Nodes send such ones themselves too, but for their upkeep only: a
 * probe a second, and a few with a heartbeat every two seconds.
 *
 * @param calls by the name of the command
 */
public record RedisCommands(Map<String, Long> calls) {

    private static final Set<String> SCRIPTED = ScriptedCommands.names();
    private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    /** So far. */
    public static RedisCommands of(InetSocketAddress redis) {
        try (Jedis jedis = new Jedis(redis.getHostString(), redis.getPort())) {
            return parse(jedis.info("commandstats"));
        }
    }

    /** Reads the section {@code commandstats} of INFO; the question itself does not count. */
    static RedisCommands parse(String info) {
        Map<String, Long> calls = new TreeMap<>();
        LINE.matcher(info)
                .results()
                .filter(line -> !line.group(1).equals("info"))
                .forEach(line -> calls.put(line.group(1), Long.valueOf(line.group(2))));
        return new RedisCommands(calls);
    }

    /**
     * Calls since an earlier count, as {@code redis.NAME}, those by scripts included; and as {@code redisCommands} the sum
     * of those that clients sent.
     */
    public Map<String, Double> since(RedisCommands earlier) {
        Map<String, Double> numbers = new TreeMap<>();
        double sum = 0;
        for (Map.Entry<String, Long> entry : calls.entrySet()) {
            long more = entry.getValue() - earlier.calls().getOrDefault(entry.getKey(), 0L);
            sum += SCRIPTED.contains(entry.getKey()) ? 0 : more;
            if (more > 0) {
                numbers.put("redis." + entry.getKey(), (double) more);
            }
        }
        numbers.put("redisCommands", sum);
        return numbers;
    }
}
