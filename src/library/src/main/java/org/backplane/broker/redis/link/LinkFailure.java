package org.backplane.broker.redis.link;

import java.util.Optional;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.ServerProblem;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Why a link to Redis does not work.
 *
 * @param text in words for an administrator
 * @param problem the problem that Redis reports of itself, if it does
 */
public record LinkFailure(String text, Optional<ServerProblem> problem) {

    private static final int MAX_DEPTH = 10;

    /** A problem that Redis reports of itself. */
    public static LinkFailure of(ServerProblem problem) {
        return new LinkFailure(problem.advice(), Optional.of(problem));
    }

    /** A failure of this node itself. */
    public static LinkFailure ofNode(String text) {
        return new LinkFailure(text, Optional.empty());
    }

    /** The problem that Redis reports, if the failure or a cause of it is an error reply; else the message of the failure. */
    public static LinkFailure of(Throwable failure) {
        return problemIn(failure)
                .map(LinkFailure::of)
                .orElseGet(() -> new LinkFailure(String.valueOf(failure.getMessage()), Optional.empty()));
    }

    private static Optional<ServerProblem> problemIn(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof ErrorReplyException error) {
                return error.reply().problem();
            } else if (cause instanceof JedisDataException error) {
                return ErrorReply.of(String.valueOf(error.getMessage())).problem();
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
