package org.backplane.bench.contender;

import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.PlainDialect;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An endpoint that broadcasts on one node and does nothing else. */
final class BareApplication implements Application {

    @Override
    public String label() {
        return "Bare endpoint";
    }

    @Override
    public String word() {
        return "bare";
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public Dialect dialect() {
        return new PlainDialect();
    }

    @Override
    public String path() {
        return "/bare/room/{channel}";
    }

    @Override
    public String ready() {
        return "/bare/ready";
    }

    @Override
    public int mostNodes() {
        return 1;
    }

    @Override
    public List<String> raised() {
        return List.of();
    }

    @Override
    public List<String> properties(String node, int redisPort) {
        return List.of();
    }

    @Override
    public Path write(Path directory) {
        return Jars.export(
                ShrinkWrap.create(WebArchive.class, "bare.war")
                        .addPackage("org.backplane.bench.peer.bare")
                        .addAsWebResource(new StringAsset("ready"), "ready"),
                directory);
    }
}
