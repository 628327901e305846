package org.backplane.monitor;

import java.util.Map;

/**
 * A node in JMX: the figures of {@code api/metrics} as attributes, at most half a second old.
 *
 * <p>The names follow JMX. There are no operations, because nothing about a node can be changed while it runs. Counters begin
 * at the start of the node; times are in microseconds, sizes in bytes.
 */
public interface NodeMXBean {

    /** The name that people see: {@code node/name}. */
    String getName();

    /** The version of Backplane. */
    String getVersion();

    /** The time since the start, in seconds. */
    long getUptime();

    /** {@code memory} or {@code redis}. */
    String getBroker();

    /** Whether operations are expected to succeed now. */
    boolean isBrokerAvailable();

    /** Whether new clients should be sent to this node. */
    boolean isReady();

    /** Open connections. */
    int getConnections();

    /** Users with a connection to this node. */
    int getUsers();

    /** Channels to which this node is subscribed. */
    int getChannels();

    /** Subscriptions of connections and of application code. */
    long getSubscriptions();

    /** Connections opened. */
    long getConnectionsOpened();

    /** Connections that ended, by reason. */
    Map<String, Long> getConnectionsClosed();

    /** Connections closed because their clients did not read fast enough. */
    long getSlowCloses();

    /** Lines received from WebSocket clients. */
    long getLinesReceived();

    /** Lines sent to WebSocket clients, once for each of them. */
    long getLinesSent();

    /** Messages published through any endpoint of this node, by kind. */
    Map<String, Long> getMessagesPublished();

    /** Live messages delivered to connections of this node, counted per connection, by kind. */
    Map<String, Long> getMessagesDelivered();

    /** Transient messages dropped because the queue of a connection was half full. */
    long getTransientDropped();

    /** Operations and lines answered by an error, by its code. */
    Map<String, Long> getRefusals();

    /** Reads of missed messages answered from the memory of this node. */
    long getRecoveriesFromMemory();

    /** Reads of missed messages answered by the broker. */
    long getRecoveriesFromBroker();

    /** Recoveries that failed because the history did not reach back to the position of the client. */
    long getUnrecovered();

    /** Resets sent to clients. */
    long getResets();

    /** Bytes in the outbound queues of all connections. */
    long getQueueBytes();

    /** The bound of these bytes: {@code node/queue-bytes}. */
    long getQueueLimit();

    /** Bytes of recent messages kept for clients that reconnect. */
    long getRecentBytes();

    /** A histogram of storing times: the number of messages by upper bound, each without those of the lower bounds. */
    Map<Long, Long> getPublishTimes();

    /** A histogram of round trips to Redis: their number by upper bound, each without those of the lower bounds. */
    Map<Long, Long> getRedisRoundTrips();

    /** Whether each link to Redis works. */
    Map<String, Boolean> getRedisLinks();

    /** How often each link to Redis was reopened. */
    Map<String, Long> getRedisLinkRestarts();

    /** Whether Redis is reachable, but refuses writes. */
    boolean isRedisWritesRefused();

    /** Error replies of Redis, by their first word. */
    Map<String, Long> getRedisErrors();

    /** Events of the Redis broker, by kind; empty with the memory broker. */
    Map<String, Long> getRedisEvents();

    /** Bytes that are queued for Redis. */
    long getRedisQueueBytes();
}
