package org.backplane.endpoint.rest;

import java.util.Map;

/**
 * Where a request comes from, as a servlet container tells it.
 *
 * @param address of the peer
 * @param headers all there are
 */
record Visit(String address, Map<String, String> headers) {

    static Visit local() {
        return new Visit("127.0.0.1", Map.of("Host", "localhost:1337"));
    }

    static Visit of(String address, String host) {
        return new Visit(address, Map.of("Host", host));
    }

    /** One that a proxy on this machine passed on. */
    static Visit through(String header) {
        return new Visit("127.0.0.1", Map.of("Host", "localhost:1337", header, "203.0.113.9"));
    }
}
