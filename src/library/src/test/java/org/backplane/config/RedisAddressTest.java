package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
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
                .isEqualTo(new RedisAddress(
                        new RedisTopology.Single(new HostPort(host, port)), false, 0, RedisCredentials.NONE));
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
        assertThat(RedisAddress.parse(text).topology()).hasToString("localhost:6379");
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
                "redis://localhost\nredis://other",
                "redis://h1,h2",
                "redis://localhost/0#master",
                "redis-sentinel://h1:26379",
                "redis-sentinel://h1:26379/0",
                "redis-sentinel://h1:26379/#",
                "redis-sentinel://h1:26379/#a b",
                "redis-sentinel:///#master",
                "redis-cluster://",
                "redis-cluster://h1,",
                "redis-cluster://h1,,h2",
                "redis-cluster://h1:x,h2",
                "redis-cluster://h1:7000,app:secret@h2:7000/1/2",
                "redis-cluster://h1/#master",
                "redis-ring://h1,h2"
            })
    void otherTextIsRefused(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessageMatching("(is not|has|does not say|does not begin) .*");
    }

    @ParameterizedTest
    @CsvSource({
        "'redis-sentinel://h1,h2:26380/#main', 'redis-sentinel://h1:26379,h2:26380/0#main'",
        "'redis-sentinel://h1,h2#main', 'redis-sentinel://h1:26379,h2:26379/0#main'",
        "'rediss-sentinel://app:hunter2@[::1]:1,h2/3#my_main.1', 'rediss-sentinel://app:***@[::1]:1,h2:26379/3#my_main.1'",
        "'redis-cluster://h1:7000,h2', 'redis-cluster://h1:7000,h2:6379'",
        "'redis-cluster://h1/', 'redis-cluster://h1:6379'",
        "'Rediss-Cluster://app:hunter2@h1:7000,[::1]:7001/0', 'rediss-cluster://app:***@h1:7000,[::1]:7001'",
    })
    void sentinelsAndNodesOfAClusterAreSeveral(String text, String whole) {
        assertThat(RedisAddress.parse(text)).hasToString(whole);
    }

    @Test
    void severalServersAreKeptInTheirOrder() {
        assertThat(RedisAddress.parse("redis-sentinel://:x@h1:1,h2:2/#main").topology())
                .isEqualTo(new RedisTopology.Sentinel(List.of(new HostPort("h1", 1), new HostPort("h2", 2)), "main"));
        assertThat(RedisAddress.parse("redis-cluster://h2:2,h1:1").topology())
                .isEqualTo(new RedisTopology.Cluster(List.of(new HostPort("h2", 2), new HostPort("h1", 1))));
    }

    @Test
    void clusterHasNoDatabaseButTheFirst() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse("redis-cluster://h1:7000/1"))
                .withMessage("names a database, but a Redis Cluster has only database 0");
    }

    @Test
    void textNeverShowsThePassword() {
        RedisAddress address = RedisAddress.parse("rediss://app:hunter2@localhost:7000/3");

        assertThat(address).hasToString("rediss://app:***@localhost:7000/3");
        assertThat(address.credentials()).hasToString("app:***");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "localhost:6379, localhost:6379",
        "[::1]:6379, [::1]:6379",
        "redis://localhost:6379/0, redis://localhost:6379/0",
        "redis://[::1]:6379/0, redis://[::1]:6379/0",
        "redis://app:hunter2@localhost/0, redis://app:***@localhost:6379/0",
        "redis://:hunter2@localhost, redis://:***@localhost:6379/0",
        "redis://hunter2@localhost, redis://***@localhost:6379/0",
        "redis://hunter2:@localhost, redis://***@localhost:6379/0",
        "redis://app:hun@ter2@localhost, redis://app:***@localhost:6379/0",
        "'redis://h,password=hunter2:x@localhost', redis://***:***@localhost:6379/0",
        "'redis-cluster://h1:7000,h2:7000', 'redis-cluster://h1:7000,h2:7000'",
        "'redis-cluster://u:hunter2@h1:7000,h2:7000', 'redis-cluster://u:***@h1:7000,h2:7000'",
        "'h:6380,password=hunter2,ssl=True,abortConnect=False', rediss://:***@h:6380/0",
        "'h:6380,user=app,password=hunter2', redis://app:***@h:6380/0",
        "'h:6380,user=hunter2', redis://***@h:6380/0",
    })
    void wellFormedAddressIsShownWithoutItsPassword(String text, String shown) {
        assertThat(RedisAddress.masked(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app:hunter2@localhost",
                "app:hunter2://x@host",
                "redis://app:hunter2",
                "redis://app:hunter2/0",
                "redis://app:hun,ter2",
                "redis://app:12:hunter2",
                "redis://app:hun/t?er2@localhost",
                "redis://localhost:port?password=hunter2",
                "redis://localhost?password=hunter2",
                "redis://u:x@localhost?password=hunter2",
                "redis://h:6379,password=hunter2",
                "redis://h#hunter2",
                "redis-sentinel://u:hunter2@h1:1,u:hunter2@h2:2/#m",
                "rediss-cluster://u:hunter2@h1:x,h2:7000",
                "h 6379 hunter2",
                "password=hunter2,h:6379",
                "hunter2=,h:6379",
                "http://hunter2",
                "::1",
                "a b"
            })
    void invalidAddressIsNotShown(String text) {
        assertThat(RedisAddress.masked(text)).isEqualTo("***");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessageNotContaining("hunter2")
                .withMessageNotContaining("ter2");
    }

    @Test
    void longListOfServersIsReadToo() {
        String servers = "h:1,".repeat(2_000);

        assertThat(RedisAddress.masked("redis-cluster://" + servers + "h:1")).endsWith("h:1,h:1");
        assertThat(RedisAddress.masked("redis-cluster://" + servers + "h:x")).isEqualTo("***");
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
