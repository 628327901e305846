package org.backplane.broker.redis.cluster;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.RedisCommand;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.HostPort;

/** Queries a server for its slot map and version. */
final class ClusterView {

    private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)(\\S*)");
    private static final Pattern EPOCH = Pattern.compile("cluster_current_epoch:(\\d+)");
    private static final String NO_CLUSTER = "cluster support disabled";
    private static final int LEAST_VERSION = 7;

    private ClusterView() {}

    /**
     * Queries a server.
     *
     * @throws IllegalStateException if the server cannot be used; the message says why
     * @throws org.backplane.broker.redis.link.RedisException if Redis refuses, or the link breaks
     */
    static SlotMap query(RedisConnection link, HostPort node) {
        List<Object> answers = link.ask(List.of(new Call.Info("server"), cluster("INFO"), cluster("SLOTS")));
        for (Object answer : answers) {
            if (answer instanceof ErrorReplyException refusal) {
                throw unusable(refusal);
            }
        }
        checkVersion(RedisKeys.text(answers.get(0)));
        String info = RedisKeys.text(answers.get(1));
        Matcher epoch = EPOCH.matcher(info);
        return SlotMap.of(
                answers.get(2),
                node,
                epoch.find() ? Long.parseLong(epoch.group(1)) : 0,
                info.contains("cluster_state:ok"));
    }

    private static Call cluster(String subcommand) {
        return new Call.Plain(RedisCommand.CLUSTER, List.of(RedisKeys.bytes(subcommand)));
    }

    private static RuntimeException unusable(ErrorReplyException refusal) {
        return String.valueOf(refusal.getMessage()).contains(NO_CLUSTER)
                ? new IllegalStateException(
                        "it is no node of a Redis Cluster; if it is all there is, redis/host is redis://host:port")
                : refusal;
    }

    private static void checkVersion(String info) {
        Matcher version = VERSION.matcher(info);
        if (version.find() && Integer.parseInt(version.group(1)) < LEAST_VERSION) {
            throw new IllegalStateException("it is Redis " + version.group(1) + version.group(2)
                    + ", which has no sharded pub/sub; a Redis Cluster has to be 7.0 or newer");
        }
    }
}
