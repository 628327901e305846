package org.backplane.broker.redis;

import java.util.function.Supplier;
import org.backplane.config.RedisCredentials;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/** Who this node is to Redis: as the settings say, and as they say now once Redis has refused that. Thread-safe. */
final class LinkCredentials {

    private final Supplier<RedisCredentials> settings;
    private volatile RedisCredentials current;

    /** @param settings reads the settings again; may block */
    LinkCredentials(RedisCredentials first, Supplier<RedisCredentials> settings) {
        this.settings = settings;
        this.current = first;
    }

    /** Those that nobody changes. */
    static LinkCredentials fixed(RedisCredentials credentials) {
        return new LinkCredentials(credentials, () -> credentials);
    }

    /** Those that count now. */
    RedisCredentials current() {
        return current;
    }

    /** Reads the settings again, because Redis refused these credentials, and returns whether there are others now. */
    boolean renew(RedisCredentials refused) {
        if (current.equals(refused)) {
            current = settings.get();
        }
        return !current.equals(refused);
    }

    /** Whether Redis refused a user or a password, or asks for one. */
    static boolean isRefused(JedisException failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof JedisAccessControlException
                && (text.startsWith("WRONGPASS") || text.startsWith("NOAUTH"));
    }
}
