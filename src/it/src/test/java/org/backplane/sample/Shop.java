package org.backplane.sample;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.backplane.server.MicroServer;
import org.backplane.server.TestJvm;
import org.backplane.server.WildFly;
import org.backplane.test.FreePorts;
import org.backplane.test.TemporaryDirectory;

/** The sample application on one server of the kind of this run, {@code faults.server}, and requests to it. */
final class Shop implements AutoCloseable {

    private static final Path TARGET =
            Path.of(System.getProperty("project.build.directory", "target")).toAbsolutePath();

    /** Built by the invoker plugin, in a copy of {@code src/sample}. */
    private static final Path WAR = TARGET.resolve("sample/sample/target/shop.war");

    private static final String KIND = System.getProperty("faults.server", "payara-micro");
    private static final Duration START_TIME = Duration.ofMinutes(3);
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final int port = FreePorts.takeOne();
    private final Path directory;
    private final Runnable end;

    /** Starts a server; WildFly blocks until it has started. */
    Shop(String name, String redis) {
        directory = TARGET.resolve("faults").resolve(KIND).resolve("shop-" + name);
        TemporaryDirectory.delete(directory);
        List<String> settings = List.of("-Dredis.host=" + redis, "-Dnode.name=" + name);
        end = KIND.equals("wildfly") ? wildFly(settings)::close : payaraMicro(settings)::close;
    }

    private WildFly wildFly(List<String> settings) {
        WildFly wildFly = new WildFly(directory, port, settings);
        try {
            Path deployments = Files.createDirectories(directory.resolve("deployments"));
            Files.copy(WAR, deployments.resolve("shop.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wildFly.start();
        return wildFly;
    }

    private MicroServer payaraMicro(List<String> settings) {
        List<String> options =
                Stream.concat(TestJvm.OPTIONS.stream(), settings.stream()).toList();
        return MicroServer.start(directory, port, options, List.of("--deploy", WAR.toString()));
    }

    /** Waits until the library in the application is ready. */
    void awaitReady() {
        await("ready, see " + directory)
                .atMost(START_TIME)
                .ignoreException(CompletionException.class)
                .until(() -> get("backplane/api/health/ready").statusCode() == 200);
    }

    /** A path below the context root. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/shop/" + path);
    }

    HttpResponse<String> get(String path) {
        return Http.get(uri(path));
    }

    /** Places an order by the REST API of the shop. */
    HttpResponse<String> order(String item, int quantity) {
        return Http.send("POST", uri("api/orders"), FORM, "item=" + item + "&quantity=" + quantity);
    }

    /** The orders in the database of this server. */
    List<JsonObject> orders() {
        JsonArray all = Wire.value(get("api/orders").body()).asJsonArray();
        return all.getValuesAs(JsonObject.class);
    }

    /** How many orders the observer has counted. */
    int count() {
        return Integer.parseInt(get("api/orders/count").body());
    }

    /** Connects a client to the WebSocket of the library. */
    WireClient connect() {
        URI hub = URI.create("ws://127.0.0.1:" + port + "/shop/backplane/hub");
        return WireClient.hello(new Connection(hub, Map.of()), Map.of("name", "Ada"));
    }

    @Override
    public void close() {
        end.run();
    }
}
