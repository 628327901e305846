package org.backplane.broker.redis.link;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.RedisCommand;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * An open connection for calls. One thread sends and reads; {@link #breakNow} is for any thread. A method that fails because
 * of Redis or the network throws a {@link RedisException}.
 */
public final class RedisConnection implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisConnection.class.getName());

    private static final Map<RedisCommand, Command> COMMANDS = new EnumMap<>(RedisCommand.class);

    static {
        for (RedisCommand command : RedisCommand.values()) {
            COMMANDS.put(command, Command.valueOf(command.name()));
        }
    }

    private final Connection connection;

    RedisConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Puts a call into the send buffer, which is sent when it is full, and before a reply is read. */
    public void send(Call call) {
        try {
            connection.sendCommand(COMMANDS.get(call.command()), call.wireArguments());
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /**
     * Waits for the next reply; replies come in the order of the calls.
     *
     * @throws ErrorReplyException if the reply is an error
     * @throws LinkUnusableException if the link broke, or no reply came in time
     */
    public Object reply() {
        try {
            return connection.getOne();
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** Sends the calls and waits for their replies, in the same order; an error is an {@link ErrorReplyException} among them. */
    public List<Object> ask(List<Call> calls) {
        calls.forEach(this::send);
        try {
            List<Object> replies = connection.getMany(calls.size());
            replies.replaceAll(reply -> reply instanceof JedisDataException e ? new ErrorReplyException(e) : reply);
            return replies;
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** Makes all scripts known to the server. */
    public void loadScripts() {
        try {
            ScriptLoader.load(connection);
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    /** How long a reply may take from now on before the connection counts as broken. */
    void replyTimeout(Duration timeout) {
        try {
            connection.setSoTimeout((int) timeout.toMillis());
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }

    boolean isBroken() {
        return connection.isBroken();
    }

    /** Breaks the connection at once; a thread that waits for a reply gets a {@link LinkUnusableException}. */
    public void breakNow() {
        breakNow(connection);
    }

    static void breakNow(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisException e) {
            LOG.log(Level.DEBUG, "the link was broken already", e);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (JedisException e) {
            throw RedisException.of(e);
        }
    }
}
