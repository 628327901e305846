package org.backplane.sample;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.backplane.faults.AppServer;
import org.backplane.faults.Built;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.backplane.server.ForegroundServer;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;
import org.backplane.test.TemporaryDirectory;

/** The sample application on one server of the kind of this run, and requests to it. */
final class Shop implements AutoCloseable {

    /** Built by the invoker plugin, in a copy of {@code src/sample}. */
    private static final Path WAR = Built.path("sample/sample/target/shop.war");

    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final ForegroundServer server;

    /** Starts a server; returns at once. */
    Shop(String name, String redis) {
        Path directory = Built.path("faults", AppServer.current().label(), "shop-" + name);
        TemporaryDirectory.delete(directory);
        ServerSettings settings = ServerSettings.forTests(
                directory, FreePorts.takeOne(), List.of("-Dredis.host=" + redis, "-Dnode.name=" + name));
        server = AppServer.current().create(settings);
        server.install(WAR);
        server.launch();
    }

    /** Waits until the library in the application is ready. */
    void awaitReady() {
        server.awaitStatus("/shop/backplane/api/health/ready", 200);
    }

    /** A path below the context root. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/shop/" + path);
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
        URI hub = URI.create("ws://127.0.0.1:" + server.port() + "/shop/backplane/hub");
        return WireClient.hello(new Connection(hub, Map.of()), Map.of("name", "Ada"));
    }

    @Override
    public void close() {
        server.close();
    }
}
