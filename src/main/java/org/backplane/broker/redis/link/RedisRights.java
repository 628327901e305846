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
 * What a user of Redis has to be allowed to do for a node, and the proof that he is.
 *
 * <p>Redis itself tells what is missing only when it is needed, and in a script not even which command that was. So each
 * new link tries everything once, in a way that changes nothing: Redis looks at the rights before it looks at the
 * arguments, and in a Cluster before it says who has the slot. All that is missing is named at once, in the words of {@code ACL SETUSER}. Thread-safe.
 */
public final class RedisRights {

    /**
     * One try for each command, of the scripts too: {@code @} stands for a key that nobody uses, {@code &} for a pub/sub
     * channel that nobody uses. What would write has arguments that Redis refuses; the one that cannot have such, SADD, is
     * taken back at once.
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
     * @param keys the names that the user must be allowed to use
     * @param credentials who the user is
     * @param pubSub how the node listens, which tells a Cluster from a single server
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

    /** The commands of which each needs a right of its own, as {@code ACL SETUSER} calls them. */
    public static Set<String> commands(PubSubCommands pubSub) {
        return texts(pubSub).map(Try::command).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an administrator is told: which rights are missing, and how he grants them. */
    static String missing(RedisCredentials credentials, String rights) {
        String user = credentials.username().isEmpty() ? "default" : credentials.username();
        return "its user " + user + " lacks rights that a node needs; ACL SETUSER " + user + " " + rights
                + " grants them";
    }

    /**
     * Tries everything over a link that is not subscribed to anything.
     *
     * @throws JedisAccessControlException if rights are missing; the message names all of them, and what grants them
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

        /** What {@code ACL SETUSER} calls a command: subcommands stand behind a bar. */
        static String command(String text) {
            String[] words = text.toLowerCase(Locale.ROOT).split(" ", -1);
            return WITH_SUBCOMMAND.contains(text.split(" ", 2)[0]) ? words[0] + "|" + words[1] : words[0];
        }
    }
}
