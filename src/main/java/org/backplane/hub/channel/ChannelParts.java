package org.backplane.hub.channel;

import java.time.Duration;
import org.backplane.broker.MessageLog;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.outbound.QueueBudget;

/**
 * What every channel of a hub works with.
 *
 * @param presenceLimit how many members are known by name
 * @param linger how long the node goes on listening without listeners, of whom many come back soon
 */
public record ChannelParts(
        MessageLog broker,
        HubTimer timer,
        QueueBudget budget,
        RecentMessagesBudget runs,
        HubCounters counters,
        int presenceLimit,
        Duration linger) {}
