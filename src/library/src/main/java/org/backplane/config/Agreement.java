package org.backplane.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A condition on several settings.
 *
 * @param parties the settings it uses; the condition is not checked if one of them is invalid
 * @param check returns the complaint if the condition does not hold
 */
record Agreement(List<Setting<?>> parties, Function<Configuration, Optional<String>> check) {

    private static final int CHANNEL_AGE_FACTOR = 4;

    private static final List<Agreement> ALL = List.of(
            new Agreement(List.of(Settings.CHANNEL_AGE, Settings.HISTORY_AGE), Agreement::channelOutlivesHistory),
            new Agreement(
                    List.of(Settings.REDIS_HOST, Settings.REDIS_USERNAME, Settings.REDIS_PASSWORD),
                    Agreement::userHasPassword));

    /** Returns one line for each condition that does not hold; invalid settings may be missing in the configuration. */
    static List<String> complaints(Configuration configuration) {
        return ALL.stream()
                .filter(agreement -> configuration.has(agreement.parties))
                .map(agreement -> agreement.check.apply(configuration))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The metadata with the epochs must be kept longer than the log, since positions refer to epochs. */
    private static Optional<String> channelOutlivesHistory(Configuration configuration) {
        Reading<Duration> channel = configuration.reading(Settings.CHANNEL_AGE);
        Reading<Duration> history = configuration.reading(Settings.HISTORY_AGE);
        Duration least = history.value().multipliedBy(CHANNEL_AGE_FACTOR);
        return channel.value().compareTo(least) >= 0
                ? Optional.empty()
                : Optional.of(channel.line("is not at least " + CHANNEL_AGE_FACTOR + " times " + history.shown()));
    }

    /** Redis accepts a user name only with a password; without one the node would be the default user. */
    private static Optional<String> userHasPassword(Configuration configuration) {
        if (RedisAddress.from(configuration).stream()
                .noneMatch(address -> address.credentials().lackPassword())) {
            return Optional.empty();
        }
        Reading<?> user = Stream.<Reading<?>>of(configuration.reading(Settings.REDIS_USERNAME))
                .filter(reading -> !reading.text().isEmpty())
                .findFirst()
                .orElseGet(() -> configuration.reading(Settings.REDIS_HOST));
        return Optional.of(user.line("names a user without a password: set redis/password"));
    }
}
