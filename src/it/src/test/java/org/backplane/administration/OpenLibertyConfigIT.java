package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.backplane.server.CommandLine;
import org.backplane.server.Liberty;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code server-config/open-liberty}. */
@Tag("administration")
@Tag("all-servers")
class OpenLibertyConfigIT {

    private static final Path FILES = Administered.project("server-config/open-liberty");
    private static final String PASSWORD = "first,pass(word)=1!";
    private static final String OTHER_PASSWORD = "second-password";

    @Test
    void redisIsSetByItsAddressAndPasswordChangedAndTakenBack() throws IOException {
        try (RedisServer redis = Administered.redis(PASSWORD);
                RedisServer other = Administered.redis(OTHER_PASSWORD);
                Liberty server = new Liberty(Administered.settings("open-liberty"))) {
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

            server.stop();
            Files.delete(overrides(server).resolve("redis.xml"));
            Files.delete(overrides(server).resolve("redis-password.xml"));
            server.start();
            node.awaitMemory();
        }
    }

    private static void set(Liberty server, RedisServer redis, String password) throws IOException {
        server.stop();
        Files.createDirectories(overrides(server));
        Files.copy(
                FILES.resolve("redis.xml"),
                overrides(server).resolve("redis.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(server.directory().resolve("variables"));
        Files.writeString(server.directory().resolve("variables/redisHost"), redis.address());
        new CommandLine(
                        List.of(
                                FILES.resolve("redis-password.sh").toString(),
                                server.directory().toString()),
                        Map.of("REDIS_PASSWORD", password, "WLP", System.getProperty("open-liberty.home")))
                .run();
        server.start();
    }

    private static Path overrides(Liberty server) {
        return server.directory().resolve("configDropins/overrides");
    }
}
