package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.jspecify.annotations.Nullable;

/**
 * The collaborators of the beans that applications inject.
 *
 * @param hub executes the operations
 * @param json maps data
 * @param dependents runs the dependents of the stages that are returned to application code
 */
public record ApplicationApi(Hub hub, Json json, Executor dependents) {

    /** The requester of all operations of application code. */
    static final Requester CALLER = Requester.APPLICATION;

    /** @throws IllegalArgumentException if the data cannot be mapped to JSON */
    Content content(String name, @Nullable Object data, String key) {
        return new Content(name, json.write(data), key);
    }

    /** Returns a stage whose dependents run on threads for application code; see {@link ApplicationStage}. */
    <T> CompletionStage<T> toApplication(CompletionStage<T> stage) {
        return ApplicationStage.of(stage, dependents);
    }
}
