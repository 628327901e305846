package org.backplane.monitor;

import java.util.Map;

/**
 * A node in the server's JMX console: the figures of {@code api/metrics} as attributes, at most half a second old.
 *
 * <p>The names are those that JMX wants; there are no operations, as nothing about a node is to be changed while it runs.
 * Counters count from its start; times are in microseconds, sizes in bytes.
 */
public interface NodeMXBean {

    /** The name that people see: {@code node/name}. */
    String getName();

    /** Of Backplane. */
    String getVersion();

    /** Since the start, in seconds. */
    long getUptime();

    /** {@code memory} or {@code redis}. */
    String getBroker();

    /** Whether what clients ask now is expected to succeed. */
    boolean isBrokerAvailable();

    /** Whether new clients may be sent here. */
    boolean isReady();

    /** Open connections. */
    int getConnections();

    /** Users with a connection to this node. */
    int getUsers();

    /** Channels that this node listens to. */
    int getChannels();

    /** Listeners to channels, each once per channel. */
    long getSubscriptions();

    /** Connections opened. */
    long getConnectionsOpened();

    /** Connections that ended, by reason. */
    Map<String, Long> getConnectionsClosed();

    /** Clients sent away because they did not read fast enough. */
    long getSlowCloses();

    /** Lines received from WebSocket clients. */
    long getLinesReceived();

    /** Lines sent to WebSocket clients, once for each of them. */
    long getLinesSent();

    /** Messages that came in by any door of this node, by kind. */
    Map<String, Long> getMessagesPublished();

    /** Live messages given to connections of this node, once for each of them, by kind. */
    Map<String, Long> getMessagesDelivered();

    /** Transient messages not given to a connection that had no room. */
    long getTransientDropped();

    /** Operations and lines answered by an error, by its code. */
    Map<String, Long> getRefusals();

    /** Pieces of what clients missed that were given to them from this node's memory. */
    long getRecoveriesFromMemory();

    /** Pieces of what clients missed that were read from the broker. */
    long getRecoveriesFromBroker();

    /** Times that history did not reach back to where a client was. */
    long getUnrecovered();

    /** Times that clients were told to reload a channel. */
    long getResets();

    /** Bytes that wait for clients. */
    long getQueueBytes();

    /** Bytes that may. */
    long getQueueLimit();

    /** Bytes of recent messages kept for clients that come back. */
    long getRecentBytes();

    /** How many messages took less time than each of these to be stored, and not less than the one before. */
    Map<Long, Long> getPublishTimes();

    /** How many exchanges with Redis took less time than each of these, and not less than the one before. */
    Map<Long, Long> getRedisRoundTrips();

    /** Whether each link to Redis works. */
    Map<String, Boolean> getRedisLinks();

    /** How often each link to Redis had to be made anew. */
    Map<String, Long> getRedisLinkRestarts();

    /** Whether a Redis that can be reached refuses what is written. */
    boolean isRedisWritesRefused();

    /** How often Redis answered by an error, by the first word of that. */
    Map<String, Long> getRedisErrors();

    /** How often each event of the Redis broker has happened; empty with the memory broker. */
    Map<String, Long> getRedisEvents();

    /** Bytes that wait to be written to Redis. */
    long getRedisQueueBytes();
}
