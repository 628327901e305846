package org.backplane.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that must be equal on all nodes that share a Redis, since each node acts for the users of all. They contain no
 * secrets.
 */
public final class SharedSettings {

    private static final List<Setting<?>> SETTINGS = List.of(
            Settings.HISTORY_SIZE,
            Settings.HISTORY_AGE,
            Settings.PUBLISH_KEY_AGE,
            Settings.CHANNEL_AGE,
            Settings.PRESENCE_LEASE,
            Settings.PRESENCE_GRACE,
            Settings.PRESENCE_LIMIT,
            Settings.MESSAGE_MAX_BYTES,
            Settings.STATE_KEYS,
            Settings.STATE_BYTES,
            Settings.ORIGINS,
            Settings.ACCESS_LOGIN,
            Settings.ACCESS_RULES);

    private static final int LONGEST = 64;
    private static final int DIGITS = 16;

    private SharedSettings() {}

    /**
     * Returns the values by the names of their settings, in the order of {@link Settings#all}: equal values have equal
     * texts, however they were written. Long values and rules, which contain user names, are hashed.
     */
    public static Map<String, String> of(Configuration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        SETTINGS.forEach(setting -> values.put(setting.name(), text(setting, configuration)));
        return values;
    }

    private static String text(Setting<?> setting, Configuration configuration) {
        String text = String.valueOf(configuration.get(setting)).strip().replaceAll("\\s+", " ");
        return setting == Settings.ACCESS_RULES || text.length() > LONGEST ? "SHA-256 " + hash(text) : text;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
