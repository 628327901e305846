package org.backplane.launch;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;

/**
 * An HTTP client for HTTP/1.1 only. Otherwise the client of the JDK offers an upgrade to HTTP/2, and if it then times out, two
 * threads of Payara 6.2025.10 may deadlock ({@code Http2Session} and {@code UpgradeInputBuffer} of Grizzly), which blocks all
 * requests of that connection.
 */
final class Http1 {

    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Http1() {}
}
