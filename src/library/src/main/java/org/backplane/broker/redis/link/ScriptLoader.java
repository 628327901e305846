package org.backplane.broker.redis.link;

import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Script;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Makes all scripts known to a server, in one pipeline. */
final class ScriptLoader {

    private ScriptLoader() {}

    /** @throws JedisConnectionException if Redis refuses one; the cause is its error */
    static void load(Connection link) {
        for (Script script : Script.values()) {
            link.sendCommand(Command.SCRIPT, RedisKeys.bytes("LOAD"), script.source());
        }
        for (Object reply : link.getMany(Script.values().length)) {
            if (reply instanceof JedisDataException refused) {
                throw new JedisConnectionException("Redis refused a script: " + refused.getMessage(), refused);
            }
        }
    }
}
