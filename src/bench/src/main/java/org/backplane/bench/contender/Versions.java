package org.backplane.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.backplane.monitor.Monitor;
import org.backplane.test.RedisServer;

/** Which versions are measured, asked of the things themselves. */
final class Versions {

    private Versions() {}

    /** Of the build. */
    static String ofBackplane() {
        try (InputStream in = Objects.requireNonNull(Monitor.class.getResourceAsStream("version.properties"))) {
            return read(in).getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ofPayara() {
        Path jar = Path.of(System.getProperty("project.build.directory"), "payara-micro.jar");
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream in =
                        zip.getInputStream(zip.getEntry("MICRO-INF/domain/branding/glassfish-version.properties"))) {
            Properties properties = read(in);
            return Stream.of("major_version", "minor_version", "update_version")
                    .map(properties::getProperty)
                    .collect(Collectors.joining("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(InputStream in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        return properties;
    }

    static String ofWildFly() {
        Path home = Path.of(System.getProperty("wildfly.home"));
        return Objects.requireNonNull(home.getFileName()).toString().replaceFirst("wildfly-", "");
    }

    static String ofRedis(RedisServer redis) {
        return redis.ask(jedis -> jedis.info("server"))
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .findFirst()
                .orElse("")
                .replaceFirst("redis_version:", "");
    }

    static String ofJava() {
        return "Java " + System.getProperty("java.version");
    }
}
