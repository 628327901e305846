package org.backplane.launch;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;

/**
 * HTTP/1.1, and no more. Java's client offers to go on in HTTP/2 otherwise, and if it then gives up waiting, two threads of
 * Payara 6.2025.10 may wait for each other for ever (Grizzly's {@code Http2Session} and {@code UpgradeInputBuffer}), and
 * with them whoever asks over that connection.
 */
final class Http1 {

    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Http1() {}
}
