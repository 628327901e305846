package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.backplane.server.Domain;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is in the folder of a server that {@code asadmin} administers, one file after the other on one domain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DomainFiles {

    private final NamedRedis redis = new NamedRedis("redis.example.com");
    private final NamedRedis other = new NamedRedis("redis2.example.com");
    private final Folder folder;
    private final Domain domain;
    private final Site site;

    DomainFiles(String server, Function<ServerSettings, Domain> maker) {
        folder = new Folder(server);
        Path hosts = NamedRedis.hosts(folder.path(), redis, other);
        int http = FreePorts.takeOne();
        domain = maker.apply(ServerSettings.forTests(
                folder.path().resolve("domains"), http, List.of("-Djdk.net.hosts.file=" + hosts)));
        site = new Site(http);
        domain.start();
    }

    @AfterAll
    void end() {
        try (redis;
                other) {
            domain.close();
        }
    }

    @Test
    void redisIsNamedChangedAndTakenBack() {
        run("redis.asadmin");
        site.awaitRedis("redis.example.com:6379");
        redis.awaitNodes(1);
        run("change-redis.asadmin");
        site.awaitRedis("redis2.example.com:6379");
        other.awaitNodes(1);
        run("undo-redis.asadmin");
        site.awaitMemory();
        assertThat(domain.asadmin("list-custom-resources", "server")).doesNotContain("redis/");
    }

    @Test
    void usersOfTheFileComeInAndNobodyElseUntilTheOtherWebXmlIsTakenBack() {
        folder.overlay("secured");
        run("users.asadmin");
        deploy();
        assertThat(site.status("", "")).isEqualTo(401);
        assertThat(site.status("ada", "change-me")).isEqualTo(200);
        assertThat(site.status("ada", "guessed")).isEqualTo(401);
        assertThat(site.status("eve", "change-me")).isEqualTo(403);
        folder.restoreWar();
        deploy();
        assertThat(site.status("", "")).isEqualTo(200);
        run("undo-users.asadmin");
        assertThat(domain.asadmin("list-file-users")).doesNotContain("ada");
    }

    @Test
    void redisOfAnotherWebXmlCountsUntilItIsTakenBack() {
        folder.overlay("redis");
        deploy();
        assertThat(site.broker().getString("kind")).isEqualTo("redis");
        folder.restoreWar();
        deploy();
        site.awaitMemory();
    }

    private void deploy() {
        domain.asadmin("deploy", "--force=true", folder.file("backplane.war").toString());
    }

    /** Runs one of the files. */
    void run(String file) {
        domain.multimode(folder.file(file));
    }

    /** Ends the domain and starts it again. */
    void restart() {
        domain.stop();
        domain.start();
    }

    /** What runs there. */
    Site site() {
        return site;
    }
}
