package org.backplane.broker.redis.server;

import java.time.Duration;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.redis.command.Commands;
import org.backplane.broker.redis.feed.ChannelSubscriptions;

/** All links of a node to its Redis, whether that is one server or a Cluster. Thread-safe. */
public interface NodeLinks extends Commands, AutoCloseable {

    /** The pub/sub subscriptions of the node, on whichever links they are. */
    ChannelSubscriptions subscriptions();

    /** The status of the links, for administrators. */
    BrokerStatus status();

    /** {@link org.backplane.broker.BrokerHealth#outage}. */
    Duration outage();

    /** {@link org.backplane.broker.BrokerHealth#figures}. */
    BrokerFigures figures();

    /** Breaks links that hang and restarts threads that have ended. To be called several times a second. */
    void watch();

    /** Sends a probe over idle subscription links, so that their replies prove that they work. To be called once a second. */
    void probe();

    /** Ends the threads, waiting a few seconds for them. Queued calls fail. */
    @Override
    void close();
}
