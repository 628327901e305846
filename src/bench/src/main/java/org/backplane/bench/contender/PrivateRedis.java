package org.backplane.bench.contender;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.backplane.test.RedisServer;

/** A Redis that one contender has for itself: nothing on disk, all else as it comes. */
final class PrivateRedis implements AutoCloseable {

    private final RedisServer server = RedisServer.start(RedisServer.preferred());

    int port() {
        return server.port();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    ServerProcess process() {
        return new ServerProcess("redis", ServerProcess.Role.REDIS, server.pid());
    }

    String version() {
        return "Redis " + Versions.ofRedis(server) + " without disk";
    }

    @Override
    public void close() {
        server.close();
    }
}
