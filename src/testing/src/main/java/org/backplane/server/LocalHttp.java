package org.backplane.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a server of the tests whose answer is its status alone. */
final class LocalHttp {

    static final int OK = 200;

    /** HTTP/1.1 only: a request for HTTP/2 that is given up may block two threads of Payara 6.2025.10 for ever. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private LocalHttp() {}

    /**
     * The status that a path of a server on 127.0.0.1 is answered with.
     *
     * @throws IOException if it is not answered in time
     */
    static int status(String method, int port, String path, Duration bound) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(bound)
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
