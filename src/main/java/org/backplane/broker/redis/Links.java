package org.backplane.broker.redis;

import java.time.Duration;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;

/** All links of a node to its Redis, whether that is one server or a Cluster. Thread-safe. */
interface Links extends Commands, AutoCloseable {

    Listening listening();

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
