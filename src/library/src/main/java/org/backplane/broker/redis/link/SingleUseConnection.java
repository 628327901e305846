package org.backplane.broker.redis.link;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A connection that stays closed after it was closed. Jedis 8.0.2 opens a closed connection again for the next command: to the
 * same server, which may not be the master any more, and without a login.
 */
final class SingleUseConnection extends Connection {

    // No initializer: the constructor of Jedis opens the connection, and an initializer would run after it.
    private boolean wasOpened;

    /** Opens the connection. Throws what Jedis throws. */
    SingleUseConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
        this.wasOpened = true;
    }

    /** Sends a command at once and does not wait for a reply. */
    void sendNow(ProtocolCommand command, byte[]... arguments) {
        sendCommand(command, arguments);
        flush();
    }

    @Override
    public void connect() {
        if (!wasOpened) {
            super.connect();
        } else if (!isConnected()) {
            throw new JedisConnectionException("the link was closed");
        }
    }
}
