package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.hub.Members;
import org.backplane.message.ChannelName;

/** Asks the hub who is there. */
record HubPresence(Door door, ChannelName channel) implements Presence {

    @Override
    public CompletionStage<Members> members() {
        return door.toApplication(door.hub().members(Door.CALLER, channel));
    }
}
