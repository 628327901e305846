package org.backplane.broker.redis.command;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.backplane.broker.redis.script.Call;

/** Reads from Redis. Thread-safe; never blocks the caller. */
public interface Reader {

    /**
     * Sends a call and decodes its reply on a thread of the reader. Fails with {@link
     * org.backplane.broker.BrokerUnavailableException} if there is no reply after two attempts.
     */
    <T> CompletionStage<T> read(Call call, Function<Object, T> decode);
}
