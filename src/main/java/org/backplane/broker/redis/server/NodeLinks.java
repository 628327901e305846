package org.backplane.broker.redis.server;

import java.time.Duration;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.redis.command.Commands;
import org.backplane.broker.redis.feed.ChannelSubscriptions;

/** All links of a node to its Redis, whether that is one server or a Cluster. Thread-safe. */
public interface NodeLinks extends Commands, AutoCloseable {

    ChannelSubscriptions listening();

    /** How they are, for administrators. */
    BrokerStatus status();

    /** {@link org.backplane.broker.BrokerHealth#outage}. */
    Duration outage();

    /** {@link org.backplane.broker.BrokerHealth#figures}. */
    BrokerFigures figures();

    /** To be called several times a second: breaks links that hang, and starts threads again that have ended. */
    void watch();

    /** To be called once a second: shows that links on which nothing happens are alive. */
    void probe();

    /** Ends their threads, waiting a few seconds for them. What waits fails. */
    @Override
    void close();
}
