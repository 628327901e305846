package org.backplane.bench.load;

/**
 * Engine.IO 4 and Socket.IO 5 over WebSocket alone. The server joins a client to a room on {@code ["subscribe", channel]} and
 * acknowledges that; on {@code ["publish", channel, payload]} it emits {@code ["message", payload]} to the room, the publisher
 * included if it is in it.
 */
public final class SocketIoDialect implements Dialect {

    @Override
    public String name() {
        return "socket.io";
    }
}
