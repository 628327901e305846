package org.backplane.broker.redis.command;

import java.time.Duration;
import org.backplane.broker.redis.link.LinkBrokenException;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.loop.LoopThread;

/**
 * A link for commands: one thread exchanges calls for replies over it, in rounds, and a {@link CircuitBreaker} knows whether it
 * works. A round that throws counts as a link that broke. Thread-safe; the rounds are for the link's thread.
 */
abstract sealed class CommandLoop implements LoopThread.Loop, AutoCloseable permits RedisReader, RedisWriter {

    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(900);

    private final String verb;
    private final RedisExchange exchange;
    private final CircuitBreaker breaker;
    private volatile boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param link what administrators call the link
     * @param verb what its thread does, for administrators
     */
    CommandLoop(String link, String verb, RedisConnector connector, ServerHealth health, Redirection redirection) {
        this.verb = verb;
        this.exchange = new RedisExchange(connector, REPLY_TIMEOUT, redirection.isPossible(), health::refused);
        this.breaker = new CircuitBreaker(link, health.log());
    }

    final RedisExchange exchange() {
        return exchange;
    }

    final CircuitBreaker breaker() {
        return breaker;
    }

    final boolean isClosed() {
        return closed;
    }

    /** Whether no exchange has failed for good since the last success; never without a thread. */
    public final boolean isUp() {
        return breaker.isClosed();
    }

    /** For how long the link has not been up; zero if it is. */
    public final Duration outage() {
        return breaker.outage();
    }

    /** How often the link had to be opened again. */
    public final long restarts() {
        return exchange.restarts();
    }

    @Override
    public final void failed(Throwable why) {
        exchange.close();
        breaker.failed(LinkFailure.ofNode(LinkBrokenException.OURS + why));
        failWaiting(why);
    }

    @Override
    public final void ended() {
        exchange.close();
        if (closed) {
            breaker.stop();
        } else {
            breaker.stop(LinkFailure.ofNode("the thread that " + verb + " has ended"));
        }
        failWaiting();
    }

    /** Fails all calls that wait, because a round threw this. */
    abstract void failWaiting(Throwable why);

    /** Fails all calls that wait, because the thread has ended. */
    abstract void failWaiting();

    /** Ends the loop soon; what waits fails. */
    @Override
    public void close() {
        closed = true;
        exchange.close();
    }
}
