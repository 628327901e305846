package org.backplane.broker.redis.link;

import java.util.List;
import java.util.function.Supplier;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisCredentials;
import org.backplane.config.Setting;
import org.backplane.config.Settings;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/** Who this node is to Redis: as the settings say, and as they say now once Redis has refused that. Thread-safe. */
public final class LinkCredentials {

    private static final List<Setting<?>> SETTINGS =
            List.of(Settings.REDIS_HOST, Settings.REDIS_USERNAME, Settings.REDIS_PASSWORD);

    private final Supplier<RedisCredentials> settings;
    private volatile RedisCredentials current;

    /** @param settings reads the settings again; may block */
    LinkCredentials(RedisCredentials first, Supplier<RedisCredentials> settings) {
        this.settings = settings;
        this.current = first;
    }

    /** Those of the settings, which are read again from where they stand. */
    public static LinkCredentials of(Configuration configuration) {
        return new LinkCredentials(read(configuration), () -> read(configuration.readAgain(SETTINGS)));
    }

    private static RedisCredentials read(Configuration configuration) {
        return RedisAddress.from(configuration).map(RedisAddress::credentials).orElse(RedisCredentials.NONE);
    }

    /** Those that nobody changes. */
    public static LinkCredentials fixed(RedisCredentials credentials) {
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
