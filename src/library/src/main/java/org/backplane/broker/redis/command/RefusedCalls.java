package org.backplane.broker.redis.command;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.LinkUnusableException;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.ErrorReply.Meaning;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.concurrent.RateLimitedLog;

/**
 * Decides what an error reply means: the failure of the one call, the end of the link, or another server of a Cluster. For the
 * thread of the exchange.
 */
final class RefusedCalls {

    private static final System.Logger LOG = System.getLogger(RedisExchange.class.getName());

    private final RateLimitedLog log = new RateLimitedLog(LOG);
    private final RedisConnector connector;
    private final boolean inCluster;
    private final Consumer<ErrorReply> errors;
    private final List<RedirectedCall> redirected = new ArrayList<>();
    private boolean lacksRight;

    /**
     * Starts with no calls.
     *
     * @param inCluster whether the server may redirect calls to others
     * @param errors receives each error reply that is no redirection
     */
    RefusedCalls(RedisConnector connector, boolean inCluster, Consumer<ErrorReply> errors) {
        this.connector = connector;
        this.inCluster = inCluster;
        this.errors = errors;
    }

    /** An exchange begins: no call is redirected yet. */
    void begin() {
        redirected.clear();
    }

    /** The calls of the current exchange that are for another server, in order. */
    List<RedirectedCall> redirected() {
        return List.copyOf(redirected);
    }

    /**
     * Redis answered a call with an error.
     *
     * @throws LinkUnusableException if the error concerns every call; the call is still unanswered then
     */
    void refused(PendingCall pending, ErrorReplyException error) {
        ErrorReply reply = error.reply();
        if (inCluster && reply.meaning() == Meaning.ELSEWHERE) {
            redirected.add(new RedirectedCall(pending, error));
            return;
        }
        errors.accept(reply);
        switch (reply.meaning()) {
            case LINK_UNUSABLE -> throw new LinkUnusableException(error);
            case ELSEWHERE -> refusedByNodeOfCluster(pending, error);
            case NOT_PERMITTED -> {
                lacksRight = true;
                fail(pending, error, reply.text());
            }
            case WRITES_REFUSED -> fail(pending, error, reply.text());
            case CALL_REFUSED -> logAndFail(pending, error, reply.text());
        }
    }

    /** The settings name one server, but it is a node of a Cluster. */
    private void refusedByNodeOfCluster(PendingCall pending, ErrorReplyException error) {
        if (error.reply().problem().isPresent()) {
            throw new LinkUnusableException(error);
        }
        logAndFail(
                pending,
                error,
                error.reply().text() + "; it is one of the nodes of a Redis Cluster: set redis/host to redis-cluster://"
                        + connector);
    }

    private void logAndFail(PendingCall pending, ErrorReplyException error, String why) {
        log.log(
                Level.WARNING,
                "Redis refused a command: " + why
                        + ". Its caller gets \"unavailable\"; all other commands are not affected.");
        fail(pending, error, why);
    }

    private static void fail(PendingCall pending, ErrorReplyException error, String why) {
        pending.failed().accept(new BrokerUnavailableException("Redis refused: " + why, error));
    }

    /**
     * Checks the rights of the user if a call was refused for lack of one: the right may have been one that only that call
     * needed.
     *
     * @throws ErrorReplyException if rights are missing that every node needs
     */
    void checkRights(RedisConnection link) {
        if (lacksRight) {
            lacksRight = false;
            connector.checkRights(link);
        }
    }
}
