package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Published;
import org.backplane.event.Users;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/** Sends to users and disconnects them through the hub. */
record HubUsers(ApplicationApi api) implements Users {

    @Override
    public CompletionStage<Position> send(UserId to, String name, @Nullable Object data) {
        return send(to, name, data, "");
    }

    @Override
    public CompletionStage<Position> send(UserId to, String name, @Nullable Object data, String key) {
        return api.toApplication(api.hub()
                .send(ApplicationApi.CALLER, to, api.content(name, data, key))
                .thenApply(Published::position));
    }

    @Override
    public int disconnect(UserId user) {
        return api.hub().disconnect(user);
    }
}
