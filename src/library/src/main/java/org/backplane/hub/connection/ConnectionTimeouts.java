package org.backplane.hub.connection;

import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * The timeouts of connections, in nanoseconds. They are read from the settings once, because all connections are checked
 * every second.
 *
 * @param ping silence after which a client is sent a ping
 * @param hello time from the opening until {@code hello}
 * @param sendTimeout time to send one frame
 */
public record ConnectionTimeouts(long ping, long hello, long sendTimeout) {

    public static ConnectionTimeouts of(Configuration configuration) {
        return new ConnectionTimeouts(
                configuration.get(Settings.CONNECTION_PING).toNanos(),
                configuration.get(Settings.CONNECTION_HELLO).toNanos(),
                configuration.get(Settings.CONNECTION_SEND_TIMEOUT).toNanos());
    }
}
