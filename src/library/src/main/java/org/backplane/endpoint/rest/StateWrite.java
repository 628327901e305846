package org.backplane.endpoint.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.backplane.broker.SetResult;
import org.backplane.endpoint.rest.http.Precondition;
import org.backplane.endpoint.rest.http.Problem;
import org.backplane.endpoint.rest.http.ProblemException;
import org.backplane.hub.Hub;
import org.backplane.hub.api.ChannelState;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Requester;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.StateDocument;

/**
 * One conditional write of a state document.
 *
 * <p>The hub compares versions, which are counted within an epoch. An ETag contains the epoch too, so the document is read
 * first, and the write then expects the version that was read. A write of somebody else in between is a conflict.
 */
record StateWrite(Hub hub, Requester caller, ChannelName channel, StateDocument absent) {

    StateWrite(Hub hub, Requester caller, ChannelName channel, String key) {
        this(hub, caller, channel, StateDocument.absent(key));
    }

    /** Writes the value; fails with {@link ProblemException} and 412 if the precondition does not hold. */
    CompletionStage<SetResult.Written> apply(JsonText value, Precondition precondition) {
        if (precondition.requiresVersion()) {
            return hub.state(caller, channel)
                    .thenCompose(state -> precondition.allowsWrite(state, key())
                            ? set(value, OptionalLong.of(current(state).version()))
                            : CompletableFuture.failedFuture(preconditionFailed(state)));
        }
        return set(value, precondition.mustNotExist() ? OptionalLong.of(0) : OptionalLong.empty());
    }

    private CompletionStage<SetResult.Written> set(JsonText value, OptionalLong version) {
        return hub.set(caller, channel, new StateChange(key(), value, version))
                .handle((written, failure) -> failure == null
                        ? CompletableFuture.<SetResult.Written>completedStage(written)
                        : this.<SetResult.Written>orPreconditionFailed(failure))
                .thenCompose(Function.identity());
    }

    /**
     * Answers a conflict with 412. The state is read again for the current ETag, since a conflict does not contain the epoch.
     */
    private <T> CompletionStage<T> orPreconditionFailed(Throwable failure) {
        return isConflict(failure)
                ? hub.state(caller, channel)
                        .thenCompose(state -> CompletableFuture.failedFuture(preconditionFailed(state)))
                : CompletableFuture.failedFuture(failure);
    }

    private static boolean isConflict(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof RejectedException rejected
                && rejected.rejection().code() == ErrorCode.CONFLICT;
    }

    private ProblemException preconditionFailed(ChannelState state) {
        StateDocument current = current(state);
        Map<String, String> headers =
                current.version() == 0 ? Map.of() : Map.of(HttpHeaders.ETAG, Precondition.tag(state.epoch(), current));
        return new ProblemException(new Problem(Status.PRECONDITION_FAILED, Rejection.conflict(current), headers));
    }

    private StateDocument current(ChannelState state) {
        return state.document(key()).orElse(absent);
    }

    private String key() {
        return absent.key();
    }
}
