package org.backplane.broker.redis.link;

import java.util.Optional;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.ServerProblem;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Why a link to Redis does not do its work.
 *
 * @param text in words for an administrator
 * @param problem what Redis says is wrong with itself, if it says so
 */
public record LinkFailure(String text, Optional<ServerProblem> problem) {

    private static final int DEEPEST = 10;

    /** What Redis says is wrong with itself. */
    public static LinkFailure of(ServerProblem problem) {
        return new LinkFailure(problem.advice(), Optional.of(problem));
    }

    /** What is wrong with this node itself. */
    public static LinkFailure ofNode(String text) {
        return new LinkFailure(text, Optional.empty());
    }

    /** What Redis says, if an error of it is at the bottom of a failure; else what the failure says. */
    public static LinkFailure of(Throwable failure) {
        return problemIn(failure)
                .map(LinkFailure::of)
                .orElseGet(() -> new LinkFailure(String.valueOf(failure.getMessage()), Optional.empty()));
    }

    private static Optional<ServerProblem> problemIn(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
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
