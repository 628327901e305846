package org.backplane.broker.memory;

import java.time.Duration;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * How much a channel keeps, and for how long.
 *
 * @param historySize messages that can surely be recovered
 * @param historyAge how far back messages can be recovered
 * @param keyAge how long a repeated publish is known by its key
 * @param channelAge how long a channel lives that nobody uses
 * @param stateKeys documents that a channel may have
 * @param presenceLimit users up to which a snapshot names them
 */
record Limits(
        int historySize, Duration historyAge, Duration keyAge, Duration channelAge, int stateKeys, int presenceLimit) {

    static Limits of(Configuration configuration) {
        return new Limits(
                configuration.get(Settings.HISTORY_SIZE),
                configuration.get(Settings.HISTORY_AGE),
                configuration.get(Settings.PUBLISH_KEY_AGE),
                configuration.get(Settings.CHANNEL_AGE),
                configuration.get(Settings.STATE_KEYS),
                configuration.get(Settings.PRESENCE_LIMIT));
    }
}
