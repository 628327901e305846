package org.backplane.bench.load.dialect;

import java.nio.charset.StandardCharsets;
import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.time.Stamp;

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

    @Override
    public Talk talk(Subscription subscription) {
        return new SocketIoTalk(subscription.channel());
    }

    @Override
    public Form publish(String channel, int stream) {
        return Form.of(stream, "42[\"publish\",\"" + channel + "\",\"" + Form.PAYLOAD + "\"]");
    }

    /** Packets: 0 open, 2 ping, 3 pong, 4 message; of those 0 connected, 2 event, 3 acknowledgement, 4 refused. */
    private static final class SocketIoTalk implements Talk {

        private static final byte[] CONNECT = bytes("40");
        private static final byte[] PONG = bytes("3");

        private final byte[] subscribe;

        SocketIoTalk(String channel) {
            this.subscribe = bytes("420[\"subscribe\",\"" + channel + "\"]");
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void opened(Client client) {
            // The server speaks first.
        }

        @Override
        public void received(byte[] buffer, FrameReader.Span text, Client client) {
            switch (buffer[text.from()]) {
                case '0' -> client.send(CONNECT);
                case '2' -> client.send(PONG);
                case '4' -> message(buffer, text, client);
                default -> client.refused(new String(buffer, text.from(), text.length(), StandardCharsets.UTF_8));
            }
        }

        private void message(byte[] buffer, FrameReader.Span text, Client client) {
            switch (buffer[text.from() + 1]) {
                case '0' -> client.send(subscribe);
                case '2' -> event(buffer, text, client);
                case '3' -> client.ready();
                default -> client.refused(new String(buffer, text.from(), text.length(), StandardCharsets.UTF_8));
            }
        }

        private static void event(byte[] buffer, FrameReader.Span text, Client client) {
            int stamp = Stamp.find(buffer, text.from(), text.to());
            if (stamp >= 0) {
                client.deliver(buffer, stamp);
            }
        }
    }
}
