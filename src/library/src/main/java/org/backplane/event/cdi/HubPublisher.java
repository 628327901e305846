package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Published;
import org.backplane.event.Publisher;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/** Publishes through the hub. */
record HubPublisher(ApplicationApi api, ChannelName channel) implements Publisher {

    @Override
    public CompletionStage<Position> publish(String name, @Nullable Object data) {
        return publish(name, data, "");
    }

    @Override
    public CompletionStage<Position> publish(String name, @Nullable Object data, String key) {
        return api.toApplication(api.hub()
                .publish(ApplicationApi.CALLER, channel, api.content(name, data, key))
                .thenApply(Published::position));
    }

    @Override
    public CompletionStage<Void> publishTransient(String name, @Nullable Object data) {
        return api.toApplication(
                api.hub().publishTransient(ApplicationApi.CALLER, channel, api.content(name, data, "")));
    }
}
