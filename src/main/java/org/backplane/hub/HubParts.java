package org.backplane.hub;

import org.backplane.config.Configuration;
import org.backplane.security.AnonymousTokens;

/** What the connections of a hub share. */
record HubParts(
        Configuration configuration,
        ConnectionTimeouts timeouts,
        HubContext context,
        HubTimer timer,
        QueueBudget budget,
        Counters counters,
        Gate gate,
        ChannelCreation creation,
        Operations operations,
        Channels channels,
        PresenceKeeper presence,
        Connections connections,
        AnonymousTokens tokens) {}
