package org.backplane.test;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.test.Authority.Pem;
import org.backplane.test.RedisServer.Kind;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A real Redis Cluster of the test's own: masters that share the slots evenly, with or without a replica each, on 127.0.0.1.
 * Its faults are verbs. Used by one thread at a time.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration FORMING = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(6);
    private static final int TIMEOUT_MILLIS = 10_000;

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<Integer> tlsPorts = new ArrayList<>();
    private final Kind kind;
    private final int masters;

    private RedisCluster(Kind kind, int masters) {
        this.kind = kind;
        this.masters = masters;
    }

    /** Whether a test has to run; false: it may be skipped, because there is no Redis on the PATH. */
    public static boolean areThereOrRequired() {
        return Kind.SYSTEM.isThereOrRequired();
    }

    /**
     * Starts one, and returns when all its nodes say that it works.
     *
     * @param masters how many
     * @param replicas how many of them have a replica, the first ones
     */
    public static RedisCluster start(int masters, int replicas) {
        return start(Kind.SYSTEM, masters, replicas);
    }

    /** The same of a certain kind of Redis. */
    public static RedisCluster start(Kind kind, int masters, int replicas) {
        RedisCluster shards = new RedisCluster(kind, masters);
        return shards.formed(replicas, () -> shards.launch());
    }

    /**
     * Starts one of masters that speak TLS to each other and to clients, and plainly only to the test.
     *
     * @param authority whom they trust
     * @param pem what each of them shows, at first
     */
    public static RedisCluster startTls(int masters, Authority authority, Pem pem) {
        RedisCluster shards = new RedisCluster(Kind.SYSTEM, masters);
        return shards.formed(0, () -> shards.launchTls(authority, pem));
    }

    private RedisCluster formed(int replicas, Supplier<RedisServer> launch) {
        try {
            for (int i = 0; i < masters + replicas; i++) {
                servers.add(launch.get());
            }
            form(replicas);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private RedisServer launchTls(Authority authority, Pem pem) {
        int port = FreePorts.takeOneWithBus();
        tlsPorts.add(port);
        return launch(
                "--tls-port",
                text(port),
                "--tls-cluster",
                "yes",
                "--tls-cert-file",
                pem.certificate().toString(),
                "--tls-key-file",
                pem.key().toString(),
                "--tls-ca-cert-file",
                authority.certificate().toString(),
                "--tls-auth-clients",
                "no");
    }

    private RedisServer launch(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-node-timeout",
                "1500",
                "--cluster-replica-validity-factor",
                "0",
                "--cluster-require-full-coverage",
                "no",
                "--cluster-allow-replica-migration",
                "no"));
        settings.addAll(List.of(more));
        return RedisServer.startOfCluster(kind, settings.toArray(String[]::new));
    }

    private void form(int replicas) {
        for (int i = 0; i < servers.size(); i++) {
            RedisServer server = servers.get(i);
            server.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            servers.get(0).command("CLUSTER", "MEET", "127.0.0.1", text(port(i)));
        }
        for (int i = 0; i < masters; i++) {
            servers.get(i).command("CLUSTER", "ADDSLOTSRANGE", text(first(i)), text(first(i + 1) - 1));
        }
        awaitAll("all know each other", server -> server.command("CLUSTER", "INFO")
                .contains("cluster_known_nodes:" + servers.size() + "\r"));
        for (int i = 0; i < replicas; i++) {
            RedisServer replica = servers.get(masters + i);
            replica.command("CLUSTER", "REPLICATE", id(servers.get(i)));
        }
        awaitWorking();
        for (int i = 0; i < replicas; i++) {
            awaitCopy(servers.get(masters + i));
        }
    }

    /** Where clients and the others find a server. */
    private int port(int number) {
        return tlsPorts.isEmpty() ? servers.get(number).port() : tlsPorts.get(number);
    }

    private int first(int master) {
        return SLOTS * master / masters;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    /** Waits until all nodes that live say that the Cluster works. */
    public void awaitWorking() {
        awaitAll(
                "the Cluster works", server -> server.command("CLUSTER", "INFO").contains("cluster_state:ok"));
    }

    private void awaitAll(String what, Predicate<RedisServer> condition) {
        await(what).atMost(FORMING).pollDelay(Duration.ZERO).pollInterval(POLL).until(() -> servers.stream()
                .filter(RedisServer::isAlive)
                .allMatch(condition));
    }

    /** Waits until a replica has a copy and goes on copying. */
    public void awaitCopy(RedisServer replica) {
        await("a copy").atMost(FORMING).pollInterval(POLL).until(() -> replica.command("INFO", "replication")
                .contains("master_link_status:up"));
    }

    /** All nodes, as {@code redis/host} takes them. */
    public String address() {
        return IntStream.range(0, servers.size())
                .mapToObj(number -> "127.0.0.1:" + port(number))
                .collect(Collectors.joining(",", tlsPorts.isEmpty() ? "redis-cluster://" : "rediss-cluster://", ""));
    }

    /** The servers that were made masters, then their replicas, as they were at the start. */
    public RedisServer server(int number) {
        return servers.get(number);
    }

    /** The server that says it is the master of a channel's slot. */
    public RedisServer masterOf(String channel) {
        int slot = slot(channel);
        return servers.stream()
                .filter(RedisServer::isAlive)
                .filter(server -> has(server, slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has slot " + slot));
    }

    /** The slot of a channel. */
    public static int slot(String channel) {
        return JedisClusterCRC16.getSlot("{" + channel + "}");
    }

    private static boolean has(RedisServer server, int slot) {
        return Stream.of(server.command("CLUSTER", "NODES").split("\n", -1))
                .filter(line -> line.contains("myself,master"))
                .flatMap(line -> Stream.of(line.split(" ", -1)).skip(8))
                .filter(range -> !range.startsWith("["))
                .anyMatch(range -> contains(range, slot));
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-", -1);
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    private static String id(RedisServer server) {
        return server.command("CLUSTER", "MYID");
    }

    /** Moves the slot of a channel to another master with all that is in it, as an administrator's tools do. */
    public void move(String channel, RedisServer to) {
        RedisServer from = masterOf(channel);
        String slot = text(slot(channel));
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", id(to));
        List<String> keys = from.ask(jedis -> jedis.clusterGetKeysInSlot(slot(channel), 1_000));
        while (!keys.isEmpty()) {
            for (String key : keys) {
                from.command("MIGRATE", "127.0.0.1", text(to.port()), key, "0", text(TIMEOUT_MILLIS));
            }
            keys = from.ask(jedis -> jedis.clusterGetKeysInSlot(slot(channel), 1_000));
        }
        to.command("CLUSTER", "SETSLOT", slot, "NODE", id(to));
        from.command("CLUSTER", "SETSLOT", slot, "NODE", id(to));
    }

    /**
     * A replica takes over from its master in good order; returns when it has. On a busy machine it gives up after five
     * seconds, and has to be asked again.
     */
    public void failOver(RedisServer replica) {
        long[] asked = {System.nanoTime() - ASK_AGAIN.toNanos()};
        await("a failover")
                .atMost(FORMING)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> {
                    boolean master = isMaster(replica);
                    if (!master && System.nanoTime() - asked[0] >= ASK_AGAIN.toNanos()) {
                        replica.command("CLUSTER", "FAILOVER");
                        asked[0] = System.nanoTime();
                    }
                    return master;
                });
    }

    /** Waits until a replica has become a master. */
    public void awaitMaster(RedisServer replica) {
        await("a failover").atMost(FORMING).pollInterval(POLL).until(() -> isMaster(replica));
    }

    private static boolean isMaster(RedisServer server) {
        return server.command("INFO", "replication").contains("role:master");
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
