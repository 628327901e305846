package org.backplane.broker.redis;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.backplane.broker.BrokerUnavailableException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Sends calls to Redis, many in one pipeline, over one connection that it opens when needed. For one thread only; only
 * {@link #close} is for others too.
 */
final class RedisExchange implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisExchange.class.getName());

    private final RedisConnector connector;
    private final Duration replyTimeout;
    private volatile @Nullable Connection connection;

    /**
     * Opens nothing yet.
     *
     * @param replyTimeout how long a reply may take before the link counts as broken
     */
    RedisExchange(RedisConnector connector, Duration replyTimeout) {
        this.connector = connector;
        this.replyTimeout = replyTimeout;
    }

    /**
     * Sends all calls at once and hands each its reply, in order. An error of Redis fails the one call that it answers.
     *
     * @throws LinkBrokenException if the link broke or could not be opened; those already answered are not in it
     */
    void run(List<Pending> calls) throws LinkBrokenException {
        List<Pending> left = new ArrayList<>(calls);
        List<Pending> unknownScript = new ArrayList<>();
        try {
            Connection link = connect();
            pipeline(link, left, unknownScript);
            if (!unknownScript.isEmpty()) {
                loadScripts(link);
                left.addAll(unknownScript);
                unknownScript.clear();
                pipeline(link, left, unknownScript);
                unknownScript.forEach(
                        p -> p.failed().accept(new BrokerUnavailableException("Redis forgets its scripts")));
            }
        } catch (JedisException e) {
            close();
            unknownScript.addAll(left);
            throw new LinkBrokenException(unknownScript, e);
        }
    }

    /** Sends the calls, takes out those that got a reply, and collects those whose script Redis does not know. */
    private static void pipeline(Connection link, List<Pending> calls, List<Pending> unknownScript) {
        for (Pending pending : calls) {
            pending.call().writeTo(link);
        }
        int replies = 0;
        try {
            for (; replies < calls.size(); replies++) {
                readReply(link, calls.get(replies), unknownScript);
            }
        } finally {
            calls.subList(0, replies).clear();
        }
    }

    private static void readReply(Connection link, Pending pending, List<Pending> unknownScript) {
        Object reply;
        try {
            reply = link.getOne();
        } catch (JedisNoScriptException e) {
            unknownScript.add(pending);
            return;
        } catch (JedisDataException e) {
            LOG.log(Level.WARNING, "Redis refused a command: {0}", e.getMessage());
            pending.failed().accept(new BrokerUnavailableException("Redis refused: " + e.getMessage(), e));
            return;
        }
        try {
            pending.answered().accept(reply);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a reply of Redis could not be used", e);
            pending.failed().accept(new BrokerUnavailableException("a reply of Redis could not be used", e));
        }
    }

    private Connection connect() {
        Connection open = connection;
        if (open == null) {
            open = connector.open(replyTimeout);
            connection = open;
            loadScripts(open);
        }
        return open;
    }

    private static void loadScripts(Connection link) {
        for (Script script : Script.values()) {
            link.sendCommand(Command.SCRIPT, RedisKeys.bytes("LOAD"), script.source());
        }
        for (Object reply : link.getMany(Script.values().length)) {
            if (reply instanceof JedisDataException refused) {
                throw new JedisConnectionException("Redis refused a script: " + refused.getMessage(), refused);
            }
        }
    }

    /** Breaks the link; a thread that waits in {@link #run} is told so. The next run opens a new one. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.forceDisconnect();
            } catch (IOException | JedisException e) {
                LOG.log(Level.DEBUG, "the link was broken already", e);
            }
        }
    }
}
