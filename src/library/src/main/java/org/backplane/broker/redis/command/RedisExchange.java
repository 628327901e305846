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
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.concurrent.TaskGuard;

/**
 * Sends calls to Redis, many in one pipeline, over one connection that it opens when needed, and hands each call its reply. For
 * one thread; {@link #close}, {@link #breakIfOverdue} and {@link #restarts} are for any thread.
 */
final class RedisExchange implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisExchange.class.getName());

    private final RateLimitedLog unusable = new RateLimitedLog(LOG);
    private final TaskGuard bugs = new TaskGuard(
            LOG,
            "An exchange with Redis failed; the link is opened again. This is a bug in Backplane: please report it.");
    private final ExchangeDeadline deadline = new ExchangeDeadline();
    private final ExchangeOpening opening;
    private final ExchangeLink link;
    private final RefusedCalls refused;

    /**
     * Opens nothing yet.
     *
     * @param replyTimeout how long a reply may take before the link counts as broken
     * @param inCluster whether the server may redirect calls to others
     * @param errors receives each error reply that is no redirection
     */
    RedisExchange(RedisConnector connector, Duration replyTimeout, boolean inCluster, Consumer<ErrorReply> errors) {
        this.opening = new ExchangeOpening(connector, replyTimeout, deadline);
        this.link = new ExchangeLink(replyTimeout);
        this.refused = new RefusedCalls(connector, inCluster, errors);
    }

    /**
     * Sends all calls at once and hands each its reply, in order. An error of Redis fails the one call that it answers,
     * unless it says that this server cannot serve now, or not this user any more: that is a broken link.
     *
     * @param until when the exchange must be over, by {@link System#nanoTime}, or {@link ExchangeDeadline#NONE}; {@link
     *     #breakIfOverdue} enforces it
     * @return those that were not carried out because they are for another server of a Cluster
     * @throws LinkBrokenException if the link broke or could not be opened; those already answered are not in it
     */
    List<RedirectedCall> run(List<PendingCall> calls, long until) throws LinkBrokenException {
        deadline.begin(until);
        refused.begin();
        try {
            run(calls);
            return refused.redirected();
        } finally {
            deadline.end();
        }
    }

    /** Any thread: breaks the link under an exchange that should be over. */
    void breakIfOverdue() {
        if (deadline.isOverdue()) {
            close();
        }
    }

    private void run(List<PendingCall> calls) throws LinkBrokenException {
        List<PendingCall> left = new ArrayList<>(calls);
        List<PendingCall> unknownScript = new ArrayList<>();
        try {
            RedisConnection open = link.orOpen(opening::open);
            pipeline(open, left, unknownScript);
            if (!unknownScript.isEmpty()) {
                repeatWithScripts(open, left, unknownScript);
            }
            refused.checkRights(open);
            opening.succeeded();
        } catch (RedisException e) {
            opening.failed(e);
            throw broken(unanswered(left, unknownScript), e);
        } catch (RuntimeException | Error e) {
            bugs.failed(e);
            throw broken(unanswered(left, unknownScript), e);
        }
    }

    /** Sends the calls, takes out those that got a reply, and collects those whose script Redis does not know. */
    private void pipeline(RedisConnection to, List<PendingCall> calls, List<PendingCall> unknownScript) {
        for (PendingCall pending : calls) {
            to.send(pending.call());
        }
        int replies = 0;
        try {
            for (; replies < calls.size(); replies++) {
                readReply(to, calls.get(replies), unknownScript);
            }
        } finally {
            calls.subList(0, replies).clear();
        }
    }

    /** A Redis that was restarted, or whose scripts were flushed, knows them no longer. */
    private void repeatWithScripts(RedisConnection to, List<PendingCall> left, List<PendingCall> unknownScript) {
        to.loadScripts();
        left.addAll(unknownScript);
        unknownScript.clear();
        pipeline(to, left, unknownScript);
        unknownScript.forEach(p -> p.failed().accept(new BrokerUnavailableException("Redis forgets its scripts")));
    }

    private void readReply(RedisConnection from, PendingCall pending, List<PendingCall> unknownScript) {
        Object reply;
        try {
            reply = from.reply();
        } catch (ErrorReplyException e) {
            if (e.reply().isUnknownScript()) {
                unknownScript.add(pending);
            } else {
                refused.refused(pending, e);
            }
            return;
        }
        try {
            pending.answered().accept(reply);
        } catch (RuntimeException | Error e) {
            unusable.log(
                    Level.ERROR,
                    "A reply of Redis could not be used: its keys have content of another application, or this is a bug in Backplane.",
                    e);
            pending.failed().accept(new BrokerUnavailableException("a reply of Redis could not be used", e));
        }
    }

    private LinkBrokenException broken(List<PendingCall> unanswered, Throwable why) {
        close();
        return new LinkBrokenException(unanswered, why);
    }

    private List<PendingCall> unanswered(List<PendingCall> left, List<PendingCall> unknownScript) {
        List<PendingCall> unanswered = new ArrayList<>(
                refused.redirected().stream().map(RedirectedCall::pending).toList());
        unanswered.addAll(unknownScript);
        unanswered.addAll(left);
        return unanswered;
    }

    /** Any thread: how often the link had to be opened again. */
    long restarts() {
        return link.restarts();
    }

    /** Breaks the link; a {@link #run} that waits for a reply fails. The next run opens a new link. */
    @Override
    public void close() {
        link.close();
    }
}
