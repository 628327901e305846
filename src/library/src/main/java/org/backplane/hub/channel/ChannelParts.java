package org.backplane.hub.channel;

import java.time.Duration;
import org.backplane.broker.MessageLog;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.outbound.QueueBudget;

/**
 * The collaborators and settings that the channels of a hub share.
 *
 * @param presenceLimit the number of members up to which they are known by name
 * @param linger time after which the node unsubscribes from a channel without subscribers; many of them reconnect soon
 */
public record ChannelParts(
        MessageLog broker,
        HubTimer timer,
        QueueBudget budget,
        RecentMessagesBudget recentMessages,
        HubCounters counters,
        int presenceLimit,
        Duration linger) {}
