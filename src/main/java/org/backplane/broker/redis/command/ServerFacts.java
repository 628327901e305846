package org.backplane.broker.redis.command;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisKeys;

/**
 * What a server says of itself: its name and version, and whether it deletes keys when its memory is full, which is told in
 * the log. The thread that writes learns it; any thread may ask.
 */
public final class ServerFacts {

    private static final System.Logger LOG = System.getLogger(ServerFacts.class.getName());
    private static final Pattern VALKEY = Pattern.compile("(?m)^valkey_version:(\\S+)");
    private static final Pattern REDIS = Pattern.compile("(?m)^redis_version:(\\S+)");
    private static final Pattern LIMIT = Pattern.compile("(?m)^maxmemory:(\\d+)");
    private static final Pattern POLICY = Pattern.compile("(?m)^maxmemory_policy:(\\S+)");
    private static final String NO_LIMIT = "0";
    private static final String NO_EVICTION = "noeviction";

    private final String server;
    private volatile String version = "";
    private volatile String eviction = "";

    /** @param server what administrators call it */
    ServerFacts(String server) {
        this.server = server;
    }

    /** The calls that ask the server; the first reply makes it known that it answers. */
    List<PendingCall> questions(Runnable answered) {
        return List.of(
                question("server", info -> {
                    learnVersion(info);
                    answered.run();
                }),
                question("memory", this::learnEviction));
    }

    private static PendingCall question(String section, Consumer<String> learn) {
        return new PendingCall(
                new Call.Info(section), true, reply -> learn.accept(RedisKeys.text(reply)), unknown -> {});
    }

    /** Valkey tells clients of Redis which version of that it stands in for, too. */
    private void learnVersion(String info) {
        String valkey = first(VALKEY, info);
        version = valkey.isEmpty() ? "Redis " + first(REDIS, info) : "Valkey " + valkey;
    }

    private void learnEviction(String info) {
        String before = eviction;
        String policy = first(POLICY, info);
        eviction = first(LIMIT, info).equals(NO_LIMIT) ? NO_EVICTION : policy;
        if (!eviction.isEmpty() && !eviction.equals(NO_EVICTION) && !eviction.equals(before)) {
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} deletes keys when its memory is full, by its maxmemory-policy {1}: messages that were "
                            + "acknowledged can be lost, those of quiet channels first. Set its maxmemory-policy to noeviction.",
                    server,
                    eviction);
        }
    }

    private static String first(Pattern what, String info) {
        Matcher found = what.matcher(info);
        return found.find() ? found.group(1) : "";
    }

    /** Name and version, such as {@code Valkey 8.1.8}; empty if that is not known yet. */
    public String version() {
        return version;
    }

    /** By which policy it deletes keys; {@code noeviction} if it never does, empty if that is not known yet. */
    public String eviction() {
        return eviction;
    }
}
