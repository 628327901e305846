package org.backplane.it.servers;

import java.net.URI;
import java.nio.file.Path;

/**
 * One server with Backplane on it.
 *
 * @param name what {@code node/name} says: {@code a} or {@code b}
 * @param port where it listens for HTTP
 * @param log its log file
 */
public record Node(String name, int port, Path log) {

    /** Where the WebSocket endpoint is. */
    public URI hub() {
        return URI.create("ws://127.0.0.1:" + port + "/backplane/hub");
    }

    /** Where that of another application is. */
    public URI hub(String application) {
        return URI.create("ws://127.0.0.1:" + port + "/" + application + "/hub");
    }

    /** A path below {@code /backplane/}. */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + "/backplane/" + path);
    }

    /** A path of the application that looks at the server. */
    public URI probe(String path) {
        return URI.create("http://127.0.0.1:" + port + "/probe/" + path);
    }
}
