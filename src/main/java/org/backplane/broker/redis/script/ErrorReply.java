package org.backplane.broker.redis.script;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * An error that Redis answered with, and what it means to a node. Versions word the same error differently, once more if a
 * script ran into it; here all of them are alike.
 *
 * @param meaning what is to be done about it
 * @param word what the error begins with, such as {@code OOM}; {@code ERR} if it begins with no word of its own
 * @param text the error, without its full stop and without where in a script it happened
 */
public record ErrorReply(Meaning meaning, String word, String text) {

    /** Redis 6.2, before the error of a command that a script called. */
    private static final Pattern BEFORE =
            Pattern.compile("^ERR Error running script \\(call to f_\\w+\\): (?:@\\w+: ?\\d+: )*-?");

    /** Redis 7 and later, after it. */
    private static final Pattern AFTER = Pattern.compile("\\s*script: \\w+, on @\\w+:\\d+\\.$");

    private static final Pattern WORD = Pattern.compile("^[A-Z]+(?=$| )");
    private static final String NO_WORD = "ERR";
    private static final Set<String> ELSEWHERE = Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN");
    private static final Set<String> NOT_NOW = Set.of("LOADING", "READONLY", "MASTERDOWN", "NOAUTH");
    private static final Set<String> NO_WRITES = Set.of("NOREPLICAS", "OOM", "MISCONF", "BUSY");
    private static final String NO_RIGHT = "NOPERM";

    /** What scripts are told in its place, by Redis up to 7.0 and since 7.2. */
    private static final Pattern NO_RIGHT_IN_SCRIPT =
            Pattern.compile("The user executing the script can't|ACL failure in script");

    /** What is to be done about an error. */
    public enum Meaning {
        /** Another server of the Cluster has the slot, or will have it soon. */
        ELSEWHERE,
        /** The link is of no use now: another one, perhaps to another server, may be. */
        LINK_UNUSABLE,
        /** The server takes no writes now, from nobody; the link is as good as any other. */
        WRITES_REFUSED,
        /** The user lacks a right. */
        NOT_PERMITTED,
        /** The one call is wrong, or came at the wrong time. */
        CALL_REFUSED
    }

    /** Reads an error. */
    public static ErrorReply of(JedisDataException error) {
        return of(String.valueOf(error.getMessage()));
    }

    /** Reads an error as Redis wrote it. */
    public static ErrorReply of(String error) {
        String whole = AFTER.matcher(BEFORE.matcher(error.strip()).replaceFirst(""))
                .replaceFirst("")
                .strip();
        String text = whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
        if (NO_RIGHT_IN_SCRIPT.matcher(text).find()) {
            return new ErrorReply(Meaning.NOT_PERMITTED, NO_RIGHT, text);
        }
        Matcher found = WORD.matcher(text);
        String word = found.find() ? found.group() : NO_WORD;
        return new ErrorReply(meaning(word), word, text);
    }

    private static Meaning meaning(String word) {
        if (ELSEWHERE.contains(word)) {
            return Meaning.ELSEWHERE;
        } else if (NOT_NOW.contains(word)) {
            return Meaning.LINK_UNUSABLE;
        } else if (NO_WRITES.contains(word)) {
            return Meaning.WRITES_REFUSED;
        }
        return word.equals(NO_RIGHT) ? Meaning.NOT_PERMITTED : Meaning.CALL_REFUSED;
    }

    /** What is wrong with the server, if it is that. */
    public Optional<ServerProblem> problem() {
        return ServerProblem.named(word);
    }
}
