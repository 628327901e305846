package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.backplane.it.wire.Http;

/** Backplane on one server, as somebody with a browser sees it. */
record Site(int port) {

    /** A cold server starts within it, on a busy machine. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + "/backplane/" + path);
    }

    /** What a user gets who gives this name and password; nobody if the name is empty. */
    int status(String user, String password) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = user.isEmpty() ? Map.of() : Map.of("Authorization", "Basic " + login);
        return Http.send("GET", uri("api/status"), headers, "").statusCode();
    }

    /** Whether a client that offers to go on in HTTP/2, as Java's does, gets it. */
    boolean offersHttp2() {
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri("api/health/live")).build(), BodyHandlers.discarding())
                            .version()
                    == Version.HTTP_2;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until it uses the Redis of that name, and can reach it. */
    void awaitRedis(String address) {
        await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> {
            JsonObject broker = broker();
            assertThat(broker.getString("kind")).isEqualTo("redis");
            assertThat(broker.getBoolean("available")).as(broker.toString()).isTrue();
            assertThat(broker.getJsonObject("details").getString("server")).contains("@" + address + "/");
        });
    }

    /** Waits until it keeps everything in its own memory. */
    void awaitMemory() {
        await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> assertThat(broker().getString("kind"))
                .isEqualTo("memory"));
    }

    /** What it says about its broker. */
    JsonObject broker() {
        return Http.body(Http.get(uri("api/status"))).getJsonObject("broker");
    }
}
