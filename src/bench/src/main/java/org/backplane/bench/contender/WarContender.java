package org.backplane.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.bench.contender.Container.Running;
import org.backplane.bench.load.Dialect;
import org.backplane.test.FreePorts;

/** One WAR on one or more servers of a kind, with a Redis of their own between them if the WAR knows what to do with it. */
final class WarContender implements Contender {

    private final WarKind kind;
    private final Path war;
    private final Path work;
    private final Optional<PrivateRedis> redis;
    private final List<Running> running = new ArrayList<>();
    private int starts;

    WarContender(WarKind kind, Path war, Path work) {
        this.kind = kind;
        this.war = war;
        this.work = work;
        this.redis = kind.application().mostNodes() > 1 ? Optional.of(new PrivateRedis()) : Optional.empty();
    }

    /** Starts all nodes at once; blocks until they are ready. */
    void start(int nodes) throws IOException {
        for (int port : FreePorts.take(nodes)) {
            running.add(launch(running.size(), port));
        }
        running.forEach(this::awaitReady);
    }

    private Running launch(int node, int port) throws IOException {
        String name = "node-" + (node + 1);
        Path directory = work.resolve(name + "-" + ++starts);
        int redisPort = redis.map(PrivateRedis::port).orElse(0);
        return kind.container().launch(war, directory, port, kind.application().properties(name, redisPort));
    }

    private void awaitReady(Running node) {
        kind.container().awaitReady(node, kind.application().ready());
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
                .map(node -> new Node(node.address(), kind.application().path()))
                .toList();
    }

    @Override
    public List<ServerProcess> processes() {
        Stream<ServerProcess> nodes = ServerProcess.nodes(running, Running::pid);
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
        Running old = running.get(node);
        old.close();
        try {
            running.set(node, launch(node, old.port()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start again at port " + old.port(), e);
        }
        awaitReady(running.get(node));
    }

    @Override
    public void close() {
        try {
            running.forEach(Running::close);
        } finally {
            redis.ifPresent(PrivateRedis::close);
        }
    }
}
