package org.backplane.broker.redis.command;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.ExchangeLink;
import org.backplane.broker.redis.link.LinkBrokenException;
import org.backplane.broker.redis.link.LinkUnusableException;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.ErrorReply.Meaning;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.concurrent.TaskGuard;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to Redis, many in one pipeline, over one connection that it opens when needed. For one thread only; only
 * {@link #close} is for others too.
 */
final class RedisExchange implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisExchange.class.getName());
    private static final String NO_TIME = "no time is left to connect";

    /** How long it may take to open a link for an exchange without a deadline. */
    private static final Duration OPENING_TIME = Duration.ofMillis(RedisWriter.PATIENCE_MILLIS);

    /** An exchange may last as long as replies keep coming. */
    static final long NO_DEADLINE = 0;

    private final RateLimitedLog refusals = new RateLimitedLog(LOG);
    private final RateLimitedLog unusable = new RateLimitedLog(LOG);
    private final TaskGuard bugs = new TaskGuard(
            LOG, "Talking to Redis failed; the link is made again. This is a bug in Backplane: please report it.");
    private final RedisConnector connector;
    private final Duration replyTimeout;
    private final boolean inCluster;
    private final Consumer<ErrorReply> errors;
    private final List<RedirectedCall> redirected = new ArrayList<>();
    private final ExchangeLink current;
    private volatile long deadline = NO_DEADLINE;
    private boolean forbidden;
    private @Nullable RedisException lastFailure;
    private long failedFor = NO_DEADLINE;

    /**
     * Opens nothing yet.
     *
     * @param replyTimeout how long a reply may take before the link counts as broken
     * @param inCluster whether the server may know others
     * @param errors is told of each call that Redis refuses
     */
    RedisExchange(RedisConnector connector, Duration replyTimeout, boolean inCluster, Consumer<ErrorReply> errors) {
        this.errors = errors;
        this.inCluster = inCluster;
        this.connector = connector;
        this.replyTimeout = replyTimeout;
        this.current = new ExchangeLink(replyTimeout);
    }

    /**
     * Sends all calls at once and hands each its reply, in order. An error of Redis fails the one call that it answers,
     * unless it says that this server cannot serve now, or not this user any more: that is a broken link.
     *
     * @param until when the exchange must be over, by {@link System#nanoTime}; {@link #breakIfOverdue} sees to it
     * @return those that were not carried out because they are for another server of a Cluster
     * @throws LinkBrokenException if the link broke or could not be opened; those already answered are not in it
     */
    List<RedirectedCall> run(List<PendingCall> calls, long until) throws LinkBrokenException {
        deadline = until;
        redirected.clear();
        try {
            run(calls);
            return List.copyOf(redirected);
        } finally {
            deadline = NO_DEADLINE;
        }
    }

    /** Any thread: breaks the link under an exchange that should be over. */
    void breakIfOverdue() {
        long until = deadline;
        if (until != NO_DEADLINE && System.nanoTime() - until > 0) {
            close();
        }
    }

    private void run(List<PendingCall> calls) throws LinkBrokenException {
        List<PendingCall> left = new ArrayList<>(calls);
        List<PendingCall> unknownScript = new ArrayList<>();
        try {
            RedisConnection link = connect();
            pipeline(link, left, unknownScript);
            if (!unknownScript.isEmpty()) {
                link.loadScripts();
                left.addAll(unknownScript);
                unknownScript.clear();
                pipeline(link, left, unknownScript);
                unknownScript.forEach(
                        p -> p.failed().accept(new BrokerUnavailableException("Redis forgets its scripts")));
            }
            checkRights(link);
            lastFailure = null;
        } catch (RedisException e) {
            lastFailure = e;
            failedFor = deadline;
            throw broken(unanswered(left, unknownScript), e);
        } catch (RuntimeException | Error e) {
            bugs.failed(e);
            throw broken(unanswered(left, unknownScript), e);
        }
    }

    private LinkBrokenException broken(List<PendingCall> unanswered, Throwable why) {
        close();
        return new LinkBrokenException(unanswered, why);
    }

    private List<PendingCall> unanswered(List<PendingCall> left, List<PendingCall> unknownScript) {
        List<PendingCall> unanswered =
                new ArrayList<>(redirected.stream().map(RedirectedCall::pending).toList());
        unanswered.addAll(unknownScript);
        unanswered.addAll(left);
        return unanswered;
    }

    /** Sends the calls, takes out those that got a reply, and collects those whose script Redis does not know. */
    private void pipeline(RedisConnection link, List<PendingCall> calls, List<PendingCall> unknownScript) {
        for (PendingCall pending : calls) {
            link.send(pending.call());
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

    private void readReply(RedisConnection link, PendingCall pending, List<PendingCall> unknownScript) {
        Object reply;
        try {
            reply = link.reply();
        } catch (ErrorReplyException e) {
            if (e.reply().isUnknownScript()) {
                unknownScript.add(pending);
            } else {
                refused(pending, e);
            }
            return;
        }
        try {
            pending.answered().accept(reply);
        } catch (RuntimeException | Error e) {
            unusable.log(
                    Level.ERROR,
                    "A reply of Redis could not be used: something foreign is under its keys, or this is a bug in Backplane.",
                    e);
            pending.failed().accept(new BrokerUnavailableException("a reply of Redis could not be used", e));
        }
    }

    private void refused(PendingCall pending, ErrorReplyException error) {
        ErrorReply reply = error.reply();
        if (inCluster && reply.meaning() == Meaning.ELSEWHERE) {
            redirected.add(new RedirectedCall(pending, error));
            return;
        }
        errors.accept(reply);
        switch (reply.meaning()) {
            case LINK_UNUSABLE -> throw new LinkUnusableException(error);
            case ELSEWHERE -> elsewhere(pending, error, reply);
            case NOT_PERMITTED -> {
                forbidden = true;
                fail(pending, error, reply.text());
            }
            case WRITES_REFUSED -> fail(pending, error, reply.text());
            case CALL_REFUSED -> tellAndFail(pending, error, reply.text());
        }
    }

    /** The settings speak of one server, but it is a part of a Cluster. */
    private void elsewhere(PendingCall pending, ErrorReplyException error, ErrorReply reply) {
        if (reply.problem().isPresent()) {
            throw new LinkUnusableException(error);
        }
        tellAndFail(
                pending,
                error,
                reply.text() + "; it is one of the nodes of a Redis Cluster: set redis/host to redis-cluster://"
                        + connector);
    }

    private void tellAndFail(PendingCall pending, ErrorReplyException error, String why) {
        refusals.log(
                Level.WARNING,
                "Redis refused a command: " + why
                        + ". Whoever waits for it is told \"unavailable\"; all else goes on.");
        fail(pending, error, why);
    }

    private static void fail(PendingCall pending, ErrorReplyException error, String why) {
        pending.failed().accept(new BrokerUnavailableException("Redis refused: " + why, error));
    }

    /** Somebody took a right away: nothing is left to go on with, unless it was one that only that call needed. */
    private void checkRights(RedisConnection link) {
        if (forbidden) {
            forbidden = false;
            connector.checkRights(link);
        }
    }

    private RedisConnection connect() {
        return current.orOpen(() -> open(timeLeft()));
    }

    /** A last attempt for which there is little time tells less of what is wrong than the one before. */
    private RedisConnection open(Duration left) {
        try {
            return connector.openWithScripts(shorter(left, replyTimeout), left);
        } catch (RedisException e) {
            RedisException before = lastFailure;
            throw before != null && failedFor == deadline && System.nanoTime() - deadline > 0 ? before : e;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration timeLeft() {
        long until = deadline;
        if (until == NO_DEADLINE) {
            return OPENING_TIME;
        }
        Duration left = Duration.ofNanos(until - System.nanoTime());
        if (left.toMillis() <= 0) {
            throw lastFailure == null ? new LinkUnusableException(NO_TIME) : lastFailure;
        }
        return left;
    }

    /** Any thread: how often the link had to be made anew. */
    long restarts() {
        return current.restarts();
    }

    /** Breaks the link; a thread that waits in {@link #run} is told so. The next run opens a new one. */
    @Override
    public void close() {
        current.close();
    }
}
