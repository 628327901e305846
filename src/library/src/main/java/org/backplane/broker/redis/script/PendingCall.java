package org.backplane.broker.redis.script;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;

/**
 * A call with callbacks for its outcome.
 *
 * @param call the command to send
 * @param repeatable whether the call may be sent twice
 * @param answered takes the reply
 * @param failed takes the failure; whether the call was executed is unknown then
 */
public record PendingCall(
        Call call, boolean repeatable, Consumer<Object> answered, Consumer<BrokerUnavailableException> failed) {

    /** A call that may be sent twice. */
    public static PendingCall repeatable(Call call, CompletableFuture<Object> reply) {
        return new PendingCall(call, true, reply::complete, reply::completeExceptionally);
    }

    /** Returns the same with a call number, if the script takes one. */
    public PendingCall numbered(long number) {
        return call instanceof Call.ScriptCall run && run.script().isNumbered()
                ? new PendingCall(run.numbered(number), repeatable, answered, failed)
                : this;
    }
}
