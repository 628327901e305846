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
 * The version of a server and its eviction policy; a policy that deletes keys is logged as a warning. Updated by the writer's
 * thread, readable by any thread.
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

    /** @param server the address for administrators */
    ServerFacts(String server) {
        this.server = server;
    }

    /**
     * The calls that query the server.
     *
     * @param answered runs when the first reply has arrived
     */
    List<PendingCall> queries(Runnable answered) {
        return List.of(
                query("server", info -> {
                    readVersion(info);
                    answered.run();
                }),
                query("memory", this::readEviction));
    }

    private static PendingCall query(String section, Consumer<String> read) {
        return new PendingCall(
                new Call.Info(section), true, reply -> read.accept(RedisKeys.text(reply)), unknown -> {});
    }

    /** Valkey also reports the version of Redis that it is compatible with. */
    private void readVersion(String info) {
        String valkey = first(VALKEY, info);
        version = valkey.isEmpty() ? "Redis " + first(REDIS, info) : "Valkey " + valkey;
    }

    private void readEviction(String info) {
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

    /** The policy by which it deletes keys; {@code noeviction} if it deletes none, empty if that is not known yet. */
    public String eviction() {
        return eviction;
    }
}
