package org.backplane.broker.redis.script;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error reply of Redis, and what it means for a node. Versions of Redis word the same error differently, in
 * particular inside a script; this removes the differences.
 *
 * @param meaning how to handle the error
 * @param word the word that the error begins with, such as {@code OOM}; {@code ERR} if it has none of its own
 * @param text the error without its final full stop and without its place in the script
 */
public record ErrorReply(Meaning meaning, String word, String text) {

    /** The prefix by Redis 6.2 of an error of a command that a script called. */
    private static final Pattern SCRIPT_PREFIX =
            Pattern.compile("^ERR Error running script \\(call to f_\\w+\\): (?:@\\w+: ?\\d+: )*-?");

    /** The suffix by Redis 7 and later of such an error. */
    private static final Pattern SCRIPT_SUFFIX = Pattern.compile("\\s*script: \\w+, on @\\w+:\\d+\\.$");

    private static final Pattern WORD = Pattern.compile("^[A-Z]+(?=$| )");
    private static final String DEFAULT_WORD = "ERR";
    private static final Set<String> CLUSTER_WORDS = Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN");
    private static final Set<String> LINK_WORDS = Set.of("LOADING", "READONLY", "MASTERDOWN", "NOAUTH");
    private static final Set<String> WRITE_WORDS = Set.of("NOREPLICAS", "OOM", "MISCONF", "BUSY");
    private static final String NOPERM = "NOPERM";
    private static final String NOSCRIPT = "NOSCRIPT";

    /** The text of NOPERM inside a script, by Redis up to 7.0 and since 7.2. */
    private static final Pattern NOPERM_IN_SCRIPT =
            Pattern.compile("The user executing the script can't|ACL failure in script");

    /** How to handle an error. */
    public enum Meaning {
        /** Another server of the Redis Cluster has the slot, or will have it soon. */
        ELSEWHERE,
        /** This link cannot be used now; another link, perhaps to another server, may work. */
        LINK_UNUSABLE,
        /** The server accepts no writes from any client now; another link to it does not help. */
        WRITES_REFUSED,
        /** The user lacks a permission. */
        NOT_PERMITTED,
        /** Only this call was refused, because it is invalid or not possible at this time. */
        CALL_REFUSED
    }

    /** Parses an error as Redis sent it. */
    public static ErrorReply of(String error) {
        String whole = SCRIPT_SUFFIX
                .matcher(SCRIPT_PREFIX.matcher(error.strip()).replaceFirst(""))
                .replaceFirst("")
                .strip();
        String text = whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
        if (NOPERM_IN_SCRIPT.matcher(text).find()) {
            return new ErrorReply(Meaning.NOT_PERMITTED, NOPERM, text);
        }
        Matcher found = WORD.matcher(text);
        String word = found.find() ? found.group() : DEFAULT_WORD;
        return new ErrorReply(meaning(word), word, text);
    }

    private static Meaning meaning(String word) {
        if (CLUSTER_WORDS.contains(word)) {
            return Meaning.ELSEWHERE;
        } else if (LINK_WORDS.contains(word)) {
            return Meaning.LINK_UNUSABLE;
        } else if (WRITE_WORDS.contains(word)) {
            return Meaning.WRITES_REFUSED;
        }
        return word.equals(NOPERM) ? Meaning.NOT_PERMITTED : Meaning.CALL_REFUSED;
    }

    /** Whether the server does not know the script of the call, so that it has to be loaded again. */
    public boolean isUnknownScript() {
        return word.equals(NOSCRIPT);
    }

    /** Returns the problem of the server; empty if the error is not about its state. */
    public Optional<ServerProblem> problem() {
        return ServerProblem.named(word);
    }
}
