package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.jspecify.annotations.Nullable;

/**
 * What the beans of this door share.
 *
 * @param hub where their operations go
 * @param json how their data is mapped
 * @param dependents where that which depends on their stages runs
 */
public record ApplicationApi(Hub hub, Json json, Executor dependents) {

    /** In whose name the application asks. */
    static final Requester CALLER = Requester.APPLICATION;

    /** @throws IllegalArgumentException if the data cannot be mapped to JSON */
    Content content(String name, @Nullable Object data, String key) {
        return new Content(name, json.write(data), key);
    }

    /** Makes a stage of the hub fit for application code. */
    <T> CompletionStage<T> toApplication(CompletionStage<T> stage) {
        return ApplicationStage.of(stage, dependents);
    }
}
