package org.backplane.hub.connection;

import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * How long a connection may take for what, in nanoseconds: read from the settings once, for all connections are compared
 * with it every second.
 *
 * @param ping silence after which a client is asked for a sign of life
 * @param hello time until it must have said hello
 * @param sendTimeout time for one frame to it
 */
public record ConnectionTimeouts(long ping, long hello, long sendTimeout) {

    public static ConnectionTimeouts of(Configuration configuration) {
        return new ConnectionTimeouts(
                configuration.get(Settings.CONNECTION_PING).toNanos(),
                configuration.get(Settings.CONNECTION_HELLO).toNanos(),
                configuration.get(Settings.CONNECTION_SEND_TIMEOUT).toNanos());
    }
}
