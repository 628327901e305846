package org.backplane.broker.redis.link;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A connection that stays closed once it is. Jedis 8.0.2 opens it again under the next command: to the same server, which may
 * not be the master any more, and without a login.
 */
final class SingleUseConnection extends Connection {

    // Without a value here: what Jedis' constructor opens is its one life, and it must not be taken back afterwards.
    private boolean lived;

    /** Opens it. Throws what Jedis throws. */
    SingleUseConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
        this.lived = true;
    }

    /** Sends a command at once and does not wait for a reply. */
    void sendNow(ProtocolCommand command, byte[]... arguments) {
        sendCommand(command, arguments);
        flush();
    }

    @Override
    public void connect() {
        if (!lived) {
            super.connect();
        } else if (!isConnected()) {
            throw new JedisConnectionException("the link was closed");
        }
    }
}
