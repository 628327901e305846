package org.backplane.hub.connection;

import org.backplane.config.Configuration;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.channel.ChannelCreation;
import org.backplane.hub.channel.Channels;
import org.backplane.hub.limit.AccessCheck;
import org.backplane.hub.outbound.QueueBudget;
import org.backplane.security.AnonymousTokens;

/** The collaborators that the connections of a hub share. */
public record HubParts(
        Configuration configuration,
        ConnectionTimeouts timeouts,
        HubContext context,
        HubTimer timer,
        QueueBudget budget,
        HubCounters counters,
        AccessCheck access,
        ChannelCreation creation,
        Operations operations,
        Channels channels,
        PresenceKeeper presence,
        Connections connections,
        AnonymousTokens tokens) {}
