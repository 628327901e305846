package org.backplane.broker.redis.command;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.backplane.broker.redis.script.Call;

/** All that this node reads from Redis. Thread-safe; no caller is blocked. */
public interface Reader {

    /**
     * Reads; {@code decode} makes the result of the reply, on a thread of the reader. Fails with {@link
     * org.backplane.broker.BrokerUnavailableException} if that cannot be done soon.
     */
    <T> CompletionStage<T> read(Call call, Function<Object, T> decode);
}
