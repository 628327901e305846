package org.backplane.endpoint.rest;

import java.util.Map;

/**
 * The peer of a request, as a servlet container reports it.
 *
 * @param address the remote address
 * @param headers the request headers
 */
record RemotePeer(String address, Map<String, String> headers) {

    static RemotePeer local() {
        return new RemotePeer("127.0.0.1", Map.of("Host", "localhost:1337"));
    }

    static RemotePeer of(String address, String host) {
        return new RemotePeer(address, Map.of("Host", host));
    }

    /** Returns the peer of a request that a proxy on this machine passed on. */
    static RemotePeer through(String header) {
        return new RemotePeer("127.0.0.1", Map.of("Host", "localhost:1337", header, "203.0.113.9"));
    }
}
