package org.backplane.event.cdi;

import java.util.concurrent.CompletionStage;
import org.backplane.event.Presence;
import org.backplane.message.ChannelName;
import org.backplane.message.Members;

/** Reads the members through the hub. */
record HubPresence(ApplicationApi api, ChannelName channel) implements Presence {

    @Override
    public CompletionStage<Members> members() {
        return api.toApplication(api.hub().members(ApplicationApi.CALLER, channel));
    }
}
