package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 6379",
        "localhost:6380, localhost, 6380",
        "10.0.0.7:6380, 10.0.0.7, 6380",
        "[::1]:6379, ::1, 6379",
        "[fe80::1], fe80::1, 6379",
        "redis_1.internal, redis_1.internal, 6379",
    })
    void hostAndPortAreEnough(String text, String host, int port) {
        assertThat(RedisAddress.parse(text))
                .isEqualTo(new RedisAddress(new HostPort(host, port), false, 0, RedisCredentials.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost, redis://localhost:6379/0",
        "redis://localhost/, redis://localhost:6379/0",
        "redis://localhost:7000/15, redis://localhost:7000/15",
        "REDISS://cache.example.org, rediss://cache.example.org:6379/0",
        "redis://[::1]:7000/2, redis://[::1]:7000/2",
    })
    void uriSaysTlsAndDatabaseToo(String text, String whole) {
        assertThat(RedisAddress.parse(text)).hasToString(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://app:secret@localhost, app, secret",
        "redis://:secret@localhost, '', secret",
        "redis://app:s:e:c@localhost, app, s:e:c",
        "redis://a%40b:p%2Fs%3A%C3%A9%25+@localhost, a@b, p/s:é%+",
        "redis://app:p@ss@localhost, app, p@ss",
        "redis://app:@localhost, app, ''",
        "redis://app@localhost, app, ''",
    })
    void userAndPasswordArePercentDecoded(String text, String username, String password) {
        assertThat(RedisAddress.parse(text).credentials()).isEqualTo(new RedisCredentials(username, password));
        assertThat(RedisAddress.parse(text).server()).hasToString("localhost:6379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:port",
                "::1",
                "[::1",
                "[localhost]",
                "é",
                "app:secret@localhost",
                "localhost/1",
                "redis://",
                "redis://:6379",
                "redis://localhost/x",
                "redis://localhost/0/1",
                "redis://localhost?password=x",
                "redis://localhost/123456",
                "http://localhost",
                "redis://app:%zz@localhost",
                "redis://app:%@localhost",
                "redis://app:%ff@localhost",
                "redis://app:p/s@localhost",
                "redis://localhost\nredis://other"
            })
    void otherTextIsRefused(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessageMatching("(is not|has) .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-sentinel://h1:26379,h2:26379/#main", "redis-cluster://h1:7000,h2:7000"})
    void sentinelAndClusterSayThatTheyAreNotYetSupported(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessage("is of a form that is not yet supported: use host, host:port or"
                        + " redis[s]://[user:password@]host[:port][/database]");
    }

    @Test
    void textNeverShowsThePassword() {
        RedisAddress address = RedisAddress.parse("rediss://app:hunter2@localhost:7000/3");

        assertThat(address).hasToString("rediss://app:***@localhost:7000/3");
        assertThat(address.credentials()).hasToString("app:***");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:6379, localhost:6379",
        "redis://localhost:6379/0, redis://localhost:6379/0",
        "redis://[::1]:6379/0, redis://[::1]:6379/0",
        "redis://app:hunter2@localhost/0, redis://app:***@localhost/0",
        "redis://:hunter2@localhost, redis://:***@localhost",
        "redis://hunter2@localhost, redis://***@localhost",
        "redis://app:hun@ter2@localhost, redis://app:***@localhost",
        "redis://app:hun/t?er2@localhost, redis://app:***@localhost",
        "app:hunter2@localhost, app:***@localhost",
        "redis://app:hunter2, redis://app:***",
        "redis://app:hunter2/0, redis://app:***",
        "'redis://app:hun,ter2', redis://app:***",
        "redis://app:12:hunter2, redis://app:***",
        "redis://localhost:port?password=hunter2, redis://localhost:***",
        "::1, :***",
        "a b, a b",
        "redis://localhost?password=hunter2, redis://localhost?***",
        "redis://u:x@localhost?password=hunter2, redis://u:***@localhost?***",
        "'redis-sentinel://u:hunter2@h1:1,u:hunter2@h2:2/#m', 'redis-sentinel://u:***@h2:2/#m'",
        "'redis-cluster://h1:7000,h2:7000', 'redis-cluster://h1:7000,h2:7000'",
    })
    void maskHidesWhatCouldBeAPassword(String text, String masked) {
        assertThat(RedisAddress.masked(text)).isEqualTo(masked);
    }

    @Test
    void noHostMeansNoRedis() {
        assertThat(RedisAddress.from(Configuration.of(Map.of("redis/password", "secret"))))
                .isEmpty();
    }

    @Test
    void credentialsOfTheUriAreEnough() {
        Configuration configuration = Configuration.of(Map.of("redis/host", "redis://app:one@localhost"));

        assertThat(RedisAddress.from(configuration).orElseThrow().credentials())
                .isEqualTo(new RedisCredentials("app", "one"));
    }

    @Test
    void settingsOfTheirOwnWinOverTheUri() {
        Configuration configuration = Configuration.of(
                Map.of("redis/host", "redis://app:one@localhost", "redis/username", "ada", "redis/password", "two"));

        assertThat(RedisAddress.from(configuration).orElseThrow().credentials())
                .isEqualTo(new RedisCredentials("ada", "two"));
    }

    @Test
    void settingsOfTheirOwnCompleteTheUri() {
        Configuration configuration =
                Configuration.of(Map.of("redis/host", "redis://app@localhost", "redis/password", "two"));

        assertThat(RedisAddress.from(configuration).orElseThrow().credentials())
                .isEqualTo(new RedisCredentials("app", "two"));
    }
}
