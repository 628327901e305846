package org.backplane.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.bench.load.dialect.BackplaneDialect;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.workload.BenchWar;

/** Backplane as it is built, with limits that a load generator would run into raised. */
final class BackplaneApplication implements Application {

    @Override
    public String label() {
        return "Backplane";
    }

    @Override
    public String word() {
        return "backplane";
    }

    @Override
    public String version() {
        return "Backplane " + Versions.ofBackplane();
    }

    @Override
    public Dialect dialect() {
        return new BackplaneDialect();
    }

    @Override
    public String path() {
        return "/backplane/hub";
    }

    @Override
    public String ready() {
        return "/backplane/api/health/ready";
    }

    @Override
    public int mostNodes() {
        return Integer.MAX_VALUE;
    }

    /** They guard against one client too eager; a client of the benchmark publishes for thousands. */
    @Override
    public List<String> raised() {
        return List.of(
                "connection/rate=1000000",
                "connection/burst=1000000",
                "connection/channels=100000",
                "channels/created-per-minute=1000000",
                "channels/created-per-minute-per-user=1000000");
    }

    @Override
    public List<String> properties(String node, int redisPort) {
        Stream<String> own = Stream.of("node.name=" + node, "redis.host=127.0.0.1:" + redisPort);
        return Stream.concat(own, raised().stream().map(setting -> setting.replace('/', '.')))
                .map(setting -> "-D" + setting)
                .toList();
    }

    @Override
    public Path write(Path directory) {
        return BenchWar.write(Path.of(System.getProperty("project.build.directory"), "backplane.war"), directory);
    }
}
