package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Published;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/** Reaches users through the hub. */
record HubUsers(Door door) implements Users {

    @Override
    public CompletionStage<Position> send(UserId to, String name, @Nullable Object data) {
        return send(to, name, data, "");
    }

    @Override
    public CompletionStage<Position> send(UserId to, String name, @Nullable Object data, String key) {
        return door.toApplication(
                door.hub().send(Door.CALLER, to, door.content(name, data, key)).thenApply(Published::position));
    }

    @Override
    public int disconnect(UserId user) {
        return door.hub().disconnect(user);
    }
}
