package org.backplane.bench.contender;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.server.ForegroundServer;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;

/** One WAR on one or more servers of a kind, with a Redis of their own between them if the WAR knows what to do with it. */
final class WarContender implements Contender {

    private static final int OK = 200;

    private final WarKind kind;
    private final Path war;
    private final Path work;
    private final Optional<PrivateRedis> redis;
    private final List<ForegroundServer> running = new ArrayList<>();

    WarContender(WarKind kind, Path war, Path work) {
        this.kind = kind;
        this.war = war;
        this.work = work;
        this.redis = kind.application().mostNodes() > 1 ? Optional.of(new PrivateRedis()) : Optional.empty();
    }

    /** Starts all nodes at once; blocks until they are ready. */
    void start(int nodes) {
        FreePorts.take(nodes).forEach(this::prepare);
        running.forEach(ForegroundServer::launch);
        running.forEach(this::awaitReady);
    }

    private void prepare(int port) {
        String name = "node-" + (running.size() + 1);
        int redisPort = redis.map(PrivateRedis::port).orElse(0);
        List<String> options = new ArrayList<>(Container.JVM);
        options.addAll(kind.application().properties(name, redisPort));
        ForegroundServer node = kind.container().create(new ServerSettings(work.resolve(name), port, options));
        node.install(war);
        running.add(node);
    }

    private void awaitReady(ForegroundServer node) {
        node.awaitStatus(kind.application().ready(), OK);
    }

    @Override
    public String name() {
        return kind.label();
    }

    @Override
    public String version() {
        Stream<String> parts = Stream.of(
                kind.application().version(),
                kind.container().version(),
                Versions.ofJava() + " " + String.join(" ", Container.JVM),
                redis.map(PrivateRedis::version).orElse(""));
        return String.join(", ", parts.filter(part -> !part.isEmpty()).toList());
    }

    @Override
    public Dialect dialect() {
        return kind.application().dialect();
    }

    @Override
    public List<Node> nodes() {
        return running.stream()
                .map(node -> new Node(address(node), kind.application().path()))
                .toList();
    }

    private static InetSocketAddress address(ForegroundServer node) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
    }

    @Override
    public List<ServerProcess> processes() {
        Stream<ServerProcess> nodes = ServerProcess.nodes(running);
        return Stream.concat(nodes, redis.stream().map(PrivateRedis::process)).toList();
    }

    @Override
    public List<String> raised() {
        return kind.application().raised();
    }

    @Override
    public Optional<InetSocketAddress> redis() {
        return redis.map(PrivateRedis::address);
    }

    @Override
    public void restart(int node) {
        ForegroundServer server = running.get(node);
        server.stop();
        server.launch();
        awaitReady(server);
    }

    @Override
    public void close() {
        try {
            running.forEach(ForegroundServer::close);
        } finally {
            redis.ifPresent(PrivateRedis::close);
        }
    }
}
