package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.test.RedisSentinel;
import org.backplane.test.RedisServer;

/** A master, two replicas and three sentinels, which nodes reach as the documented user. */
final class SentinelGroup implements AutoCloseable {

    /** A sentinel that stalled for two seconds enters TILT mode and does nothing for 30 s. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int QUORUM = 2;

    private final List<RedisServer> servers;
    private final List<RedisSentinel> sentinels;

    /** Starts all servers, and returns when a failover is possible. */
    SentinelGroup(RedisServer.Kind kind) {
        servers = Stream.generate(() -> RedisServer.start(kind)).limit(3).toList();
        servers.forEach(server -> new AclFile("acl.redis").runOn(server::command));
        servers.subList(1, servers.size()).forEach(replica -> replica.replicaOf(servers.get(0)));
        sentinels = Stream.generate(() -> RedisSentinel.start(kind, servers.get(0), QUORUM))
                .limit(3)
                .toList();
        awaitHealth();
    }

    private void awaitHealth() {
        eventually("all know each other", PATIENCE, () -> sentinels.stream()
                .allMatch(sentinel -> sentinel.knows(servers.size() - 1, sentinels.size() - 1)));
    }

    /** The value of {@code redis/host}. */
    String address() {
        return "redis-sentinel://"
                + sentinels.stream().map(RedisSentinel::address).collect(Collectors.joining(","))
                + "/#"
                + RedisSentinel.MASTER;
    }

    List<RedisSentinel> sentinels() {
        return sentinels;
    }

    /** The current master according to the sentinels. */
    RedisServer master() {
        int port = sentinels.get(sentinels.size() - 1).masterPort();
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the replicas have all data of the master; there must be no writes meanwhile. */
    void awaitReplicas() {
        RedisServer master = master();
        eventually("the replicas have all", PATIENCE, () -> {
            String info = master.command("INFO", "replication");
            String offset = field(info, "master_repl_offset:");
            return info.lines()
                            .filter(line -> line.contains("state=online,offset=" + offset + ","))
                            .count()
                    == servers.size() - 1;
        });
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).trim())
                .findFirst()
                .orElseThrow();
    }

    /** Fails over to another server, whether or not the master is alive, and returns when all sentinels agree. */
    void failOver() {
        int before = sentinels.get(0).masterPort();
        eventually("there is another master", PATIENCE, () -> {
            if (sentinels.get(0).masterPort() == before) {
                sentinels.get(0).failOver();
            }
            return sentinels.stream().noneMatch(sentinel -> sentinel.masterPort() == before);
        });
    }

    /**
     * Fails over to a server that no replica may follow, so that the failover does not complete; returns the sentinel that
     * performs it.
     */
    RedisSentinel beginFailOver() {
        RedisSentinel maker = sentinels.get(0);
        maker.command("SENTINEL", "SET", RedisSentinel.MASTER, "failover-timeout", "600000");
        servers.forEach(server -> server.command("ACL", "SETUSER", "default", "-psync", "-sync"));
        failOver();
        return maker;
    }

    /** Configures another server as the master in the sentinels, without a change to the old one. */
    void nameAnother() {
        RedisServer another = servers.get(1);
        another.promote();
        sentinels.forEach(sentinel -> {
            sentinel.command("SENTINEL", "REMOVE", RedisSentinel.MASTER);
            watch(sentinel, RedisSentinel.MASTER, another);
        });
    }

    /** Configures a replica in the sentinels as a master under another name. */
    void callAReplicaMaster(String name) {
        sentinels.forEach(sentinel -> watch(sentinel, name, servers.get(2)));
    }

    private static void watch(RedisSentinel sentinel, String name, RedisServer server) {
        sentinel.command("SENTINEL", "MONITOR", name, "127.0.0.1", Integer.toString(server.port()), "2");
    }

    /** The role and the channels of each server, and the events of the sentinels, for the message of a failed assertion. */
    @Override
    public String toString() {
        return Stream.concat(
                        servers.stream().map(SentinelGroup::state),
                        sentinels.stream()
                                .map(sentinel -> "sentinel " + sentinel.address() + ":\n  "
                                        + String.join("\n  ", sentinel.events())))
                .collect(Collectors.joining("\n"));
    }

    private static String state(RedisServer server) {
        if (!server.isAlive()) {
            return "Redis " + server.address() + ": dead";
        }
        return "Redis " + server.address() + ": "
                + server.command("INFO", "replication")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining(" "))
                + "; home: " + server.command("HGETALL", "backplane:{home}:meta")
                + "; clients: "
                + server.command("CLIENT", "LIST").lines().collect(Collectors.joining("\n    ", "\n    ", ""));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisSentinel::close);
        servers.forEach(RedisServer::close);
    }
}
