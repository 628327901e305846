package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests addresses in the format of StackExchange.Redis and of the portal of Azure. */
class ConnectionStringTest {

    @Test
    void stringOfTheAzurePortalIsParsed() {
        RedisAddress address =
                RedisAddress.parse("cache.example.net:6380,password=abc+/1=2=,ssl=True,abortConnect=False");

        assertThat(address.topology()).hasToString("cache.example.net:6380");
        assertThat(address.usesTls()).isTrue();
        assertThat(address.database()).isZero();
        assertThat(address.credentials()).isEqualTo(new RedisCredentials("", "abc+/1=2="));
    }

    @ParameterizedTest
    @CsvSource({
        "'127.0.0.1:6379,', redis://127.0.0.1:6379/0",
        "'127.0.0.1,', redis://127.0.0.1:6379/0",
        "',h:1', redis://h:1/0",
        "' h:1 , SSL = yes , , defaultdatabase = 3', rediss://h:1/3",
        "'h:1,ssl=false,DefaultDatabase=', redis://h:1/0",
        "'[::1]:7000,ssl=1', rediss://[::1]:7000/0",
        "'h1:7000,h2:7001,ssl=true', 'rediss-cluster://h1:7000,h2:7001'",
        "'h1,h2:7001', 'redis-cluster://h1:6379,h2:7001'",
        "'s1,s2:26380,serviceName=main', 'redis-sentinel://s1:26379,s2:26380/0#main'",
    })
    void serversAndOptionsAreRead(String text, String whole) {
        assertThat(RedisAddress.parse(text)).hasToString(whole);
    }

    @Test
    void userAndPasswordAreUsedUnchanged() {
        assertThat(RedisAddress.parse("h:1,user=a@b,password=p%40:/ s").credentials())
                .isEqualTo(new RedisCredentials("a@b", "p%40:/ s"));
    }

    @Test
    void itemAfterAnOptionIsNoServer() {
        ConnectionString read = ConnectionString.parse("h:1,password=a,b:2,c");

        assertThat(read.address().topology()).hasToString("h:1");
        assertThat(read.unused()).containsExactly("an unknown option (item 3)", "an unknown option (item 4)");
    }

    @Test
    void furtherServerNeedsAPort() {
        ConnectionString read = ConnectionString.parse("h:1,password,ssl=true");

        assertThat(read.address()).hasToString("rediss://h:1/0");
        assertThat(read.unused()).isEqualTo(List.of("an unknown option (item 2)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'ssl=true,h:1', 'does not begin with a server: host:port comes before password=... and other options'",
        "'h:1,ssl=perhaps', has an option ssl (item 2) that is not true or false",
        "'h:1,ssl=true,defaultDatabase=x', has an option defaultDatabase (item 3) that is not the number of a database",
        "'h:1,serviceName=a b', has an option serviceName (item 2) that is not the name of a master",
        "'h:1,ssl=true,SSL=true', has the option ssl a second time (item 3)",
        "'h:1,h:2,defaultDatabase=1', 'names a database, but a Redis Cluster has only database 0'",
        "'h:0,ssl=true', has a port that is not from 1 to 65535",
        "'h:1,h:0', has a port that is not from 1 to 65535",
        "'h 1,ssl=true', 'is not host, host:port or [IPv6 address]:port'",
        "',', names no server",
    })
    void otherTextIsRefusedByItsPlace(String text, String complaint) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessage(complaint);
    }
}
