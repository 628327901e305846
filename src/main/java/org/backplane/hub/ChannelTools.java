package org.backplane.hub;

import java.time.Duration;
import org.backplane.broker.MessageLog;

/**
 * What every channel of a hub works with.
 *
 * @param presenceLimit how many members are known by name
 * @param linger how long the node goes on listening without listeners, of whom many come back soon
 */
record ChannelTools(
        MessageLog broker,
        HubTimer timer,
        QueueBudget budget,
        RunBudget runs,
        Counters counters,
        int presenceLimit,
        Duration linger) {}
