package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.backplane.server.WildFly;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code server-config/wildfly}. */
@Tag("administration")
@Tag("all-servers")
class WildFlyConfigIT {

    private static final String PASSWORD = "first,pass(word)=1!";
    private static final String OTHER_PASSWORD = "second-password";

    @Test
    void redisIsSetByItsAddressAndPasswordChangedAndTakenBack() throws IOException {
        try (RedisServer redis = Administered.redis(PASSWORD);
                RedisServer other = Administered.redis(OTHER_PASSWORD);
                WildFly server = new WildFly(Administered.settings("wildfly"))) {
            server.start();
            server.deploy(Administered.war());
            Administered node = new Administered(server);
            node.awaitMemory();

            set(server, redis, PASSWORD);
            node.awaitRedis(redis);
            assertThat(node.setting("redis/password").getString("source")).startsWith("JNDI");
            set(server, other, OTHER_PASSWORD);
            node.awaitRedis(other);
            assertThat(Administered.filesWith(PASSWORD, server.directory())).isEmpty();
            assertThat(Administered.filesWith(OTHER_PASSWORD, server.directory()))
                    .isEmpty();

            server.cli(Map.of(), "--file=" + Administered.project("server-config/wildfly/undo-redis.cli"));
            node.awaitMemory();
            assertThat(server.directory().resolve("configuration/standalone.xml"))
                    .content()
                    .doesNotContain("redis/", "ENC::");
        }
    }

    private static void set(WildFly server, RedisServer redis, String password) {
        server.cli(
                Map.of("REDIS_HOST", redis.address()),
                "--resolve-parameter-values",
                "--file=" + Administered.project("server-config/wildfly/redis.cli"));
        server.script(
                Map.of("REDIS_PASSWORD", password), Administered.project("server-config/wildfly/redis-password.sh"));
    }
}
