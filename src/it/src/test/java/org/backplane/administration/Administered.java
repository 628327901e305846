package org.backplane.administration;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Http;
import org.backplane.server.ManagedServer;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;
import org.backplane.test.RedisServer;
import org.backplane.test.TemporaryDirectory;

/**
 * What an administrator sees of Backplane on a server.
 *
 * @param server runs already
 */
record Administered(ManagedServer server) {

    /** A server reads its configuration anew and starts the application within it, on a busy machine. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    /** The WAR that the build made. */
    static Path war() {
        return target().resolve("backplane.war");
    }

    /** A file of the project. */
    static Path project(String path) {
        return target().resolveSibling(path);
    }

    /** A directory for a server of a test, which is not there. */
    static Path fresh(String name) {
        Path directory = target().resolve("administration").resolve(name);
        TemporaryDirectory.delete(directory);
        return directory;
    }

    /** Those of a server of a test, in a directory that does not exist and on a free port. */
    static ServerSettings settings(String name) {
        return ServerSettings.forTests(fresh(name), FreePorts.takeOne());
    }

    /** A Redis that asks for a password. */
    static RedisServer redis(String password) {
        RedisServer redis = RedisServer.start(RedisServer.preferred());
        redis.command("CONFIG", "SET", "requirepass", password);
        return redis;
    }

    private static Path target() {
        return Path.of(System.getProperty("project.build.directory", "target")).toAbsolutePath();
    }

    /** How clients reach it. */
    Node node() {
        return new Node("a", server.port(), server.log());
    }

    /** Waits until it keeps its channels in its own memory. */
    void awaitMemory() {
        await("memory").atMost(BOUND).until(() -> broker().contains("\"kind\":\"memory\""));
    }

    /** Waits until it uses this Redis. */
    void awaitRedis(RedisServer redis) {
        await("Redis at " + redis.address())
                .atMost(BOUND)
                .until(() -> broker().contains("\"available\":true") && broker().contains("@" + redis.address() + "/"));
    }

    private String broker() {
        try {
            HttpResponse<String> status = Http.get(node().http("api/status"));
            return status.statusCode() == 200
                    ? Http.body(status).getJsonObject("broker").toString()
                    : "";
        } catch (CompletionException | AssertionError notThere) {
            return "";
        }
    }

    /** The setting as {@code api/status} shows it. */
    JsonObject setting(String name) {
        return Http.body(Http.get(node().http("api/status")))
                .getJsonArray("settings")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The files below a directory that a text stands in. */
    static List<Path> filesWith(String text, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
