package org.backplane.broker.redis.script;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;

/**
 * A call that somebody waits for.
 *
 * @param call what to send
 * @param repeatable whether sending it twice does no harm
 * @param answered takes the reply
 * @param failed takes the failure; the outcome is unknown then
 */
public record PendingCall(
        Call call, boolean repeatable, Consumer<Object> answered, Consumer<BrokerUnavailableException> failed) {

    /** A call that may be sent twice. */
    public static PendingCall repeatable(Call call, CompletableFuture<Object> reply) {
        return new PendingCall(call, true, reply::complete, reply::completeExceptionally);
    }

    /** The same with a number in its call, if that wants one. */
    public PendingCall numbered(long number) {
        return call instanceof Call.Run run && run.script().isNumbered()
                ? new PendingCall(run.numbered(number), repeatable, answered, failed)
                : this;
    }
}
