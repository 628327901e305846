package org.backplane.bench.contender;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.SocketIoDialect;
import org.backplane.test.FreePorts;

/** socket.io while it runs. */
final class SocketIoContender implements Contender {

    private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
    private static final Duration TIME_TO_START = Duration.ofSeconds(30);

    private final String node;
    private final Path installed;
    private final Path work;
    private final PrivateRedis redis = new PrivateRedis();
    private final List<ScriptProcess> running = new ArrayList<>();

    SocketIoContender(String node, Path installed, Path work) {
        this.node = node;
        this.installed = installed;
        this.work = work;
    }

    /** Starts the nodes; blocks until they are ready. */
    void start(int nodes) {
        for (int port : FreePorts.take(nodes)) {
            Path log = work.resolve("node-" + (running.size() + 1) + ".log");
            String script = installed.resolve("server.js").toString();
            List<String> command = List.of("node", script, Integer.toString(port), Integer.toString(redis.port()));
            running.add(new ScriptProcess(command, port, log));
        }
        for (ScriptProcess process : running) {
            await("socket.io, see " + process.log()).atMost(TIME_TO_START).until(() -> Files.readString(process.log())
                    .contains("listening"));
        }
    }

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public String version() {
        return String.join(
                ", ",
                "socket.io " + versionOf("socket.io"),
                "redis-adapter " + versionOf("@socket.io/redis-adapter"),
                "redis " + versionOf("redis"),
                "Node.js " + node + " NODE_ENV=production, websocket transport only",
                redis.version());
    }

    private String versionOf(String library) {
        Path file = installed.resolve("node_modules").resolve(library).resolve("package.json");
        try (InputStream in = Files.newInputStream(file);
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject().getString("version");
        } catch (IOException e) {
            throw new IllegalStateException("no " + file, e);
        }
    }

    @Override
    public Dialect dialect() {
        return new SocketIoDialect();
    }

    @Override
    public List<Node> nodes() {
        return running.stream()
                .map(process -> new Node(new InetSocketAddress(InetAddress.getLoopbackAddress(), process.port()), PATH))
                .toList();
    }

    @Override
    public List<ServerProcess> processes() {
        Stream<ServerProcess> nodes = ServerProcess.nodes(running);
        return Stream.concat(nodes, Stream.of(redis.process())).toList();
    }

    @Override
    public Optional<InetSocketAddress> redis() {
        return Optional.of(redis.address());
    }

    @Override
    public void close() {
        try {
            running.forEach(ScriptProcess::close);
        } finally {
            redis.close();
        }
    }
}
