package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to one channel, in the name of the application: {@code @Inject @Channel("orders") Publisher orders;}
 *
 * <p>An acknowledged message is stored, as durably as the broker stores, and everybody who listens to the channel, on
 * every server, gets it in the channel's one order. What one thread publishes keeps the order of its calls.
 * The application is not asked for permission and its rate is not limited, but the limits of size hold.
 *
 * <p><b>Data</b> is mapped to JSON before the method returns: a {@link String} becomes a JSON string, null the JSON null,
 * a {@link org.backplane.message.JsonText} and a {@link jakarta.json.JsonValue} stay what they are, all else goes by
 * JSON-B. Nested at most 64 levels deep.
 *
 * <p><b>Errors.</b> The stage fails with {@link org.backplane.hub.command.RejectedException} and nothing else; its refusal tells
 * why. With {@code unavailable} the outcome is unknown: repeat with the same key, as long as it takes. Data that cannot be
 * mapped is a mistake of the caller, who gets an {@link IllegalArgumentException} at once, before anything is published.
 *
 * <p><b>Threads.</b> Thread-safe. No method blocks. What the application attaches to a stage runs on threads that
 * Backplane keeps for that, with the application's class loader and naming context, or on the attaching one if the stage is
 * complete already, and not on the broker's: it may block, though not for another such stage's dependents. To wait for a stage itself
 * ({@code stage.toCompletableFuture().get(5, SECONDS)}) is fine on any thread of the application.
 */
public interface Publisher {

    /**
     * Stores a message and delivers it.
     *
     * @param name what the message is: 1 to 64 letters, marks, digits and {@code _ . : -}
     * @return where the message stands in the channel, once it is stored
     */
    CompletionStage<Position> publish(String name, @Nullable Object data);

    /**
     * Stores a message once and delivers it, however often this is repeated under the same key within
     * {@code publish/key-age}.
     *
     * @param key the idempotency key, 1 to 128 characters; all of the application, on all its servers, shares them in one
     *     channel
     * @return where the message stands, or stood at the first time, once it is stored
     */
    CompletionStage<Position> publish(String name, @Nullable Object data, String key);

    /**
     * Delivers a message to those who listen now, where there is room. It is not stored and has no position.
     *
     * @return completes once the broker has taken it; whether anybody got it is not known
     */
    CompletionStage<Void> publishTransient(String name, @Nullable Object data);
}
