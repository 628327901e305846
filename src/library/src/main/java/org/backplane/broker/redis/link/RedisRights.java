package org.backplane.broker.redis.link;

import static org.backplane.broker.redis.script.RedisKeys.bytes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.RedisCredentials;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/**
 * The rights that the user of a node needs at Redis, and a check for them. Thread-safe.
 *
 * <p>Redis reports a missing right only when it is needed, and in a script without the command. So a new link tries every
 * command once, in a way that changes nothing: Redis checks the rights before the arguments, and in a Cluster before the slot.
 * All missing rights are named at once, in the syntax of {@code ACL SETUSER}.
 */
public final class RedisRights {

    /**
     * One attempt for each command, including those of scripts: {@code @} stands for an unused key, {@code &} for an unused
     * pub/sub channel. Writing commands have arguments that Redis refuses; SADD has no such arguments and is undone at once.
     */
    private static final List<String> TRIES = List.of(
            "SCRIPT LOAD return",
            "EVALSHA 0 0",
            "INFO server",
            "TIME",
            "HDEL @ f",
            "HGET @ f",
            "HGET @node f",
            "HGETALL @",
            "HINCRBY @ f x",
            "HKEYS @",
            "HLEN @",
            "HMGET @ f",
            "HSET @ f v f",
            "SADD @ m",
            "SMEMBERS @",
            "SRANDMEMBER @ 1",
            "SREM @ m",
            "PEXPIRE @ 1",
            "UNLINK @",
            "DEL @",
            "XADD @ x f v",
            "XRANGE @ - + COUNT 1",
            "XREVRANGE @ + - COUNT 1",
            "ZADD @ x m",
            "ZINCRBY @ x m",
            "ZRANGE @ 0 0",
            "ZRANGEBYSCORE @ 0 0",
            "ZREM @ m",
            "ZREVRANGE @ 0 0",
            "ZSCORE @ m");

    private static final List<String> TRIES_ON_A_SERVER = List.of("PUBLISH @ x", "SUBSCRIBE &", "UNSUBSCRIBE &");
    private static final List<String> TRIES_ON_A_CLUSTER =
            List.of("CLUSTER SLOTS", "CLUSTER INFO", "PING", "SPUBLISH @ x", "SSUBSCRIBE &", "SUNSUBSCRIBE &");
    private static final Set<String> WITH_SUBCOMMAND = Set.of("SCRIPT", "CLUSTER");

    private static final String COMMAND = "run the '";
    private static final String CHANNEL = "channel";

    private final RedisKeys keys;
    private final LinkCredentials credentials;
    private final List<String> texts;
    private final List<Try> tries;

    /**
     * Tries nothing yet.
     *
     * @param keys the keys that the user must be allowed to use
     * @param credentials the user
     * @param pubSub how the node subscribes, which differs between a Cluster and a single server
     */
    public RedisRights(RedisKeys keys, LinkCredentials credentials, PubSubCommands pubSub) {
        this.keys = keys;
        this.credentials = credentials;
        this.texts = texts(pubSub).toList();
        this.tries = texts.stream().map(text -> Try.of(text, keys)).toList();
    }

    private static Stream<String> texts(PubSubCommands pubSub) {
        return Stream.concat(
                TRIES.stream(), (pubSub == PubSubCommands.PLAIN ? TRIES_ON_A_SERVER : TRIES_ON_A_CLUSTER).stream());
    }

    /** The commands that each need a right of their own, in the syntax of {@code ACL SETUSER}. */
    public static Set<String> commands(PubSubCommands pubSub) {
        return texts(pubSub).map(Try::command).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The message for administrators: which rights are missing, and the command that grants them. */
    static String missing(RedisCredentials credentials, String rights) {
        String user = credentials.username().isEmpty() ? "default" : credentials.username();
        return "its user " + user + " lacks rights that a node needs; ACL SETUSER " + user + " " + rights
                + " grants them";
    }

    /**
     * Tries every command over a link without subscriptions.
     *
     * @throws JedisAccessControlException if rights are missing; the message names them, and the command that grants them
     */
    void check(Connection link) {
        tries.forEach(one -> link.sendCommand(one.command, one.arguments));
        List<Object> answers = link.getMany(tries.size());
        Set<String> missing = new LinkedHashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof JedisAccessControlException refused) {
                missing.add(right(texts.get(i), String.valueOf(refused.getMessage())));
            }
        }
        if (!missing.isEmpty()) {
            throw new JedisAccessControlException(missing(credentials.current(), String.join(" ", missing)));
        }
    }

    private String right(String attempt, String refusal) {
        if (refusal.contains(COMMAND)) {
            return "+" + Try.command(attempt);
        }
        return refusal.contains(CHANNEL) ? "&" + keys.all() : "~" + keys.all();
    }

    /** A command with its arguments; not to be changed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Try(Command command, byte[]... arguments) {

        static Try of(String text, RedisKeys keys) {
            List<String> words = List.of(text.split(" ", -1));
            return new Try(
                    Command.valueOf(words.get(0)),
                    words.stream().skip(1).map(word -> argument(word, keys)).toArray(byte[][]::new));
        }

        private static byte[] argument(String word, RedisKeys keys) {
            return switch (word) {
                case "@" -> keys.unused();
                case "@node" -> keys.unusedOfNode();
                case "&" -> keys.unheard();
                default -> bytes(word);
            };
        }

        /** A command in the syntax of {@code ACL SETUSER}: a subcommand follows a vertical bar. */
        static String command(String text) {
            String[] words = text.toLowerCase(Locale.ROOT).split(" ", -1);
            return WITH_SUBCOMMAND.contains(text.split(" ", 2)[0]) ? words[0] + "|" + words[1] : words[0];
        }
    }
}
