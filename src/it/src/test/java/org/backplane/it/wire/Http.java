package org.backplane.it.wire;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A client of the REST door. Thread-safe. */
public final class Http {

    /** Headers that a browser or a user sends. */
    public static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /**
     * HTTP/1.1, and no more. Java's client offers to go on in HTTP/2 otherwise, and if it then gives up waiting, two threads
     * of Payara 6.2025.10 may wait for each other for ever, and with them whoever asks over that connection.
     */
    public static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Http() {}

    /** Reads; whatever the status. */
    public static HttpResponse<String> get(URI uri) {
        return send("GET", uri, Map.of(), "");
    }

    /** Sends a JSON body as a user, or as nobody where the token is empty. */
    public static HttpResponse<String> post(URI uri, String token, JsonObject body) {
        return send("POST", uri, headers(token), body.toString());
    }

    /** The headers of a user who sends JSON. */
    public static Map<String, String> headers(String token) {
        return token.isEmpty() ? JSON : Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    /** Sends anything; an empty body is none. */
    public static HttpResponse<String> send(String method, URI uri, Map<String, String> headers, String body) {
        BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(Wire.BOUND).method(method, content);
        headers.forEach(request::header);
        return Await.done(CLIENT.sendAsync(request.build(), BodyHandlers.ofString()), method + " " + uri);
    }

    /** The body as an object. */
    public static JsonObject body(HttpResponse<String> response) {
        return Wire.object(response.body());
    }
}
