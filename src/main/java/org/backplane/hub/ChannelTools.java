package org.backplane.hub;

import org.backplane.broker.Broker;

/** What every channel of a hub works with. */
record ChannelTools(Broker broker, HubTimer timer, QueueBudget budget, Counters counters, int presenceLimit) {}
