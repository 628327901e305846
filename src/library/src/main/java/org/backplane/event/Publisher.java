package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to one channel, in the name of the application: {@code @Inject @Channel("orders") Publisher orders;}
 *
 * <p>An acknowledged message is stored, as durably as the broker stores, and delivered to all subscribers of the channel on
 * all servers in the order of positions. Messages that one thread publishes keep the order of its calls. Access rules and rate
 * limits do not apply to the application; limits of size do.
 *
 * <p><b>Data</b> is mapped to JSON before the method returns: a {@link String} becomes a JSON string, null the JSON null, a
 * {@link org.backplane.message.JsonText} and a {@link jakarta.json.JsonValue} are not changed, and other objects are mapped by
 * JSON-B. The result may be nested at most 64 levels deep.
 *
 * <p><b>Errors.</b> The stage fails with {@link org.backplane.hub.command.RejectedException} and nothing else; its rejection
 * has the reason. With {@code unavailable} the outcome is unknown: repeat with the same key until it succeeds. If data cannot be
 * mapped, the method throws {@link IllegalArgumentException}, and nothing is published.
 *
 * <p><b>Threads.</b> Thread-safe. No method blocks. Dependents of a stage run on managed threads with the class loader and the
 * naming context of the application, or on the thread that adds them if the stage is complete already. They may block, but
 * must not wait for dependents of another such stage. Waiting for a stage itself ({@code stage.toCompletableFuture().get(5,
 * SECONDS)}) is possible on any thread of the application.
 */
public interface Publisher {

    /**
     * Stores a message and delivers it.
     *
     * @param name the kind of the message: 1 to 64 letters, marks, digits and {@code _ . : -}
     * @param data the content, which is mapped to JSON
     * @return the position of the message, when it is stored
     */
    CompletionStage<Position> publish(String name, @Nullable Object data);

    /**
     * Stores a message once and delivers it, even if the call is repeated with the same key within
     * {@code publish/key-age}.
     *
     * @param name the kind of the message
     * @param data the content, which is mapped to JSON
     * @param key the idempotency key, 1 to 128 characters; per channel, keys are shared by all code of the application on all
     *     servers
     * @return the position of the message or of the first one with this key, when it is stored
     */
    CompletionStage<Position> publish(String name, @Nullable Object data, String key);

    /**
     * Delivers a message to the current subscribers, except to those whose queue is more than half full. It is not stored and
     * has no position.
     *
     * @param name the kind of the message
     * @param data the content, which is mapped to JSON
     * @return completes when the broker has accepted the message, which does not mean that it was delivered
     */
    CompletionStage<Void> publishTransient(String name, @Nullable Object data);
}
