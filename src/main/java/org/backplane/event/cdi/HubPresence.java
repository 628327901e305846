package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import org.backplane.event.Presence;
import org.backplane.message.ChannelName;
import org.backplane.message.Members;

/** Asks the hub who is there. */
record HubPresence(ApplicationApi door, ChannelName channel) implements Presence {

    @Override
    public CompletionStage<Members> members() {
        return door.toApplication(door.hub().members(ApplicationApi.CALLER, channel));
    }
}
