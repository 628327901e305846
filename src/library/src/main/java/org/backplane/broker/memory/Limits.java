package org.backplane.broker.memory;

import java.time.Duration;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * The limits of each channel.
 *
 * @param historySize the number of messages that can always be recovered
 * @param historyAge the maximum age of messages that can be recovered
 * @param keyAge how long an idempotency key is known
 * @param channelAge the time to live of an unused channel
 * @param stateKeys the maximum number of state documents
 * @param presenceLimit the maximum number of users that a snapshot names
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
