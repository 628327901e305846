package org.backplane.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How to open a connection. Immutable.
 *
 * @param httpClient opens connections, shared by as many as its owner likes; its executor runs what receives lines, its TLS
 *     settings, proxy, cookies and authenticator apply
 * @param headers further headers of the handshake; they may hold secrets, so {@link #toString} leaves out the values
 * @param timeout how long the handshake may take, and how long the peer may take to answer a close frame; more than zero
 */
public record ConnectionOptions(HttpClient httpClient, Map<String, String> headers, Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public ConnectionOptions {
        headers = Map.copyOf(headers);
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be more than zero: " + timeout);
        }
    }

    /** Returns options without further headers and with a timeout of 10 s. */
    public static ConnectionOptions of(HttpClient httpClient) {
        return new ConnectionOptions(httpClient, Map.of(), DEFAULT_TIMEOUT);
    }

    /** Returns these options with one more header, or another value of one. */
    public ConnectionOptions withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return withHeaders(more);
    }

    /** Returns these options with these headers instead. */
    public ConnectionOptions withHeaders(Map<String, String> others) {
        return new ConnectionOptions(httpClient, others, timeout);
    }

    /** Returns these options with the origin that a browser would name, such as {@code https://shop.example}. */
    public ConnectionOptions withOrigin(String origin) {
        return withHeader("Origin", origin);
    }

    /** Returns these options with another timeout. */
    public ConnectionOptions withTimeout(Duration other) {
        return new ConnectionOptions(httpClient, headers, other);
    }

    WebSocket.Builder webSocketBuilder() {
        var builder = httpClient.newWebSocketBuilder().connectTimeout(timeout);
        headers.forEach(builder::header);
        return builder;
    }

    @Override
    public String toString() {
        return "ConnectionOptions[headers=" + headers.keySet() + ", timeout=" + timeout + "]";
    }
}
