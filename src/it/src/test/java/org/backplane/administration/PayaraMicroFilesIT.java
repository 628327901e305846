package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.server.PayaraMicro;
import org.backplane.server.ServerSettings;
import org.backplane.test.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code server-config/payara-micro}. Payara Micro forgets everything when it ends: each start is a change. */
@Tag("administration")
class PayaraMicroFilesIT {

    private final NamedRedis redis = new NamedRedis("redis.example.com");
    private final NamedRedis other = new NamedRedis("redis2.example.com");
    private final Folder folder = new Folder("payara-micro");
    private final Path hosts = NamedRedis.hosts(folder.path(), redis, other);
    private final Site site = new Site(FreePorts.takeOne());

    private Optional<PayaraMicro> server = Optional.empty();

    @AfterEach
    void end() {
        server.ifPresent(PayaraMicro::close);
        redis.close();
        other.close();
    }

    @Test
    void redisOfTheFileCountsUntilTheNextStart() {
        start("--prebootcommandfile", "redis.preboot");
        site.awaitRedis("redis.example.com:6379");
        redis.awaitNodes(1);
        assertThat(site.offersHttp2()).isFalse();
        Path edited = folder.edited("redis.preboot", "redis.example.com", "redis2.example.com");
        start("--prebootcommandfile", edited.toString());
        site.awaitRedis("redis2.example.com:6379");
        other.awaitNodes(1);
    }

    @Test
    void usersOfTheFileComeInAndNobodyElseUntilTheNextStart() {
        folder.overlay("secured");
        start("--postbootcommandfile", "users.postboot");
        assertThat(site.status("", "")).isEqualTo(401);
        assertThat(site.status("ada", "change-me")).isEqualTo(200);
        assertThat(site.status("ada", "guessed")).isEqualTo(401);
        assertThat(site.status("eve", "change-me")).isEqualTo(403);
        folder.restoreWar();
        start();
        site.awaitMemory();
    }

    /** Ends the server that runs, and starts another one. */
    private void start(String... options) {
        server.ifPresent(PayaraMicro::stop);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--deploy", "backplane.war"));
        List<String> jvmOptions = List.of("-Djdk.net.hosts.file=" + hosts);
        PayaraMicro started =
                new PayaraMicro(ServerSettings.forTests(folder.path(), site.port(), jvmOptions), arguments);
        server = Optional.of(started);
        started.start();
        started.awaitStatus("/backplane/api/health/ready", 200);
    }
}
