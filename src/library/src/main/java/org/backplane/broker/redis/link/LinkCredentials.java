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

/** The user and password of this node at Redis; read again from the settings when Redis refuses them. Thread-safe. */
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

    /** The credentials of the settings; their sources are read again when needed. */
    public static LinkCredentials of(Configuration configuration) {
        return new LinkCredentials(read(configuration), () -> read(configuration.readAgain(SETTINGS)));
    }

    private static RedisCredentials read(Configuration configuration) {
        return RedisAddress.from(configuration).map(RedisAddress::credentials).orElse(RedisCredentials.NONE);
    }

    /** Credentials that never change. */
    public static LinkCredentials fixed(RedisCredentials credentials) {
        return new LinkCredentials(credentials, () -> credentials);
    }

    RedisCredentials current() {
        return current;
    }

    /** Reads the settings again after Redis refused these credentials; true if the current ones differ from them. */
    boolean renew(RedisCredentials refused) {
        if (current.equals(refused)) {
            current = settings.get();
        }
        return !current.equals(refused);
    }

    /** Whether Redis refused a user or a password, or requires one. */
    static boolean isRefused(JedisException failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof JedisAccessControlException
                && (text.startsWith("WRONGPASS") || text.startsWith("NOAUTH"));
    }
}
