package org.backplane.broker.redis.link;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * An open connection for subscriptions only. One thread writes, at most one other reads; {@link #breakNow} is for any thread.
 * A method that fails because of Redis or the network throws a {@link RedisException}.
 *
 * <p>Jedis' own {@code BinaryJedisPubSub} takes away the read timeout, and with it the proof that the link is alive;
 * hence this.
 */
public final class PubSubConnection implements AutoCloseable {

    private final SingleUseConnection connection;

    PubSubConnection(SingleUseConnection connection) {
        this.connection = connection;
    }

    /** Subscribes to one pub/sub channel of a Redis that is one server and does not wait. */
    public void subscribe(byte[] channel) {
        send(Command.SUBSCRIBE, List.of(channel));
    }

    /** Sends one command with these channels and does not wait. */
    void send(Command subscribeOrUnsubscribe, List<byte[]> channels) {
        try {
            connection.sendNow(subscribeOrUnsubscribe, channels.toArray(byte[][]::new));
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** Sends a probe and does not wait; the reply is a push. */
    public void sendPing() {
        send(Command.PING, List.of());
    }

    /** Waits for the next push: its kind, its channel, its payload or the number of subscriptions. */
    public List<?> next() {
        try {
            Object push = connection.getUnflushedObject();
            return push instanceof List<?> list ? list : List.of(push, push);
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** After how long without a byte the connection counts as broken. */
    public Duration silenceTimeout() {
        return Duration.ofMillis(connection.getSoTimeout());
    }

    /** Breaks the connection at once; a thread that waits for a push gets a {@link LinkUnusableException}. */
    public void breakNow() {
        RedisConnection.breakNow(connection);
    }

    @Override
    public void close() {
        RedisConnection.close(connection);
    }
}
