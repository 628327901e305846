package org.backplane.bench.contender;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.pool2.ObjectPool;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.PlainDialect;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.slf4j.Logger;
import redis.clients.authentication.core.Token;
import redis.clients.jedis.Jedis;

/** The chat of a thousand tutorials: Jedis, one subscribed thread, one lock, one blocking send after the other. */
final class BridgeApplication implements Application {

    @Override
    public String label() {
        return "Tutorial bridge";
    }

    @Override
    public String word() {
        return "tutorial";
    }

    @Override
    public String version() {
        return Jars.fileOf(Jedis.class).getName().replaceFirst("\\.jar$", "");
    }

    @Override
    public Dialect dialect() {
        return new PlainDialect();
    }

    @Override
    public String path() {
        return "/tutorial/chat/{channel}";
    }

    @Override
    public String ready() {
        return "/tutorial/ready";
    }

    @Override
    public int mostNodes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<String> raised() {
        return List.of();
    }

    @Override
    public List<String> properties(String node, int redisPort) {
        return List.of("-Dbench.redis.port=" + redisPort);
    }

    @Override
    public Path write(Path directory) {
        File[] jars = Stream.of(Jedis.class, ObjectPool.class, Token.class, Logger.class)
                .map(Jars::fileOf)
                .toArray(File[]::new);
        return Jars.export(
                ShrinkWrap.create(WebArchive.class, "tutorial.war")
                        .addPackage("org.backplane.bench.peer.bridge")
                        .addAsWebResource(new StringAsset("ready"), "ready")
                        .addAsLibraries(jars),
                directory);
    }
}
