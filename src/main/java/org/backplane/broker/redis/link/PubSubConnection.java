package org.backplane.broker.redis.link;

import java.util.List;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;

/**
 * A connection that is only subscribed. One thread writes, at most one other reads.
 *
 * <p>Jedis' own {@code BinaryJedisPubSub} takes away the read timeout, and with it the proof that the link is alive;
 * hence this.
 */
public final class PubSubConnection extends SingleUseConnection {

    PubSubConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    /** Sends one command with these channels and does not wait. */
    public void send(Command subscribeOrUnsubscribe, List<byte[]> channels) {
        sendCommand(subscribeOrUnsubscribe, channels.toArray(byte[][]::new));
        flush();
    }

    /** Sends a sign of life and does not wait; it comes back as a push. */
    public void sendPing() {
        sendCommand(Command.PING);
        flush();
    }

    /** Waits for the next push: its kind, its channel, its payload or the number of subscriptions. */
    public List<?> next() {
        Object push = getUnflushedObject();
        return push instanceof List<?> list ? list : List.of(push, push);
    }
}
