package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** WildFly with a base directory of its own; the deployment scanner is its door to deploy through while it runs. */
final class WildFly implements AppServer {

    /** Those of the server's own script. */
    private static final List<String> MODULAR = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    @Override
    public String label() {
        return "wildfly";
    }

    @Override
    public void prepare(NodePlan plan) {
        Path from = home().resolve("standalone/configuration");
        Path to = plan.directory().resolve("configuration");
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            Path standalone = to.resolve("standalone.xml");
            Files.writeString(
                    standalone,
                    Files.readString(standalone).replace("scan-interval=\"5000\"", "scan-interval=\"300\""));
            Files.createDirectories(deployments(plan));
            Probe.export(deployments(plan).resolve("probe.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path war(NodePlan plan) {
        return deployments(plan).resolve("backplane.war");
    }

    @Override
    public List<String> command(NodePlan plan) {
        Stream<String> options = Stream.of(
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + plan.http(),
                "-Djboss.https.port=" + plan.https(),
                "-Djboss.management.http.port=" + plan.management(),
                "-Djboss.home.dir=" + home(),
                "-Djboss.server.base.dir=" + plan.directory(),
                "-Dlogging.configuration=file:" + plan.directory().resolve("configuration/logging.properties"),
                "-Dorg.jboss.boot.log.file=" + plan.directory().resolve("log/server.log"),
                "-jar",
                home().resolve("jboss-modules.jar").toString(),
                "-mp",
                home().resolve("modules").toString(),
                "org.jboss.as.standalone");
        return Stream.of(Stream.of("java"), plan.jvmOptions(), MODULAR.stream(), options)
                .flatMap(part -> part)
                .toList();
    }

    /**
     * WildFly 39 suspends before it ends: Undertow closes all WebSocket sessions with 1001 on threads of its own, and mostly
     * does so before the application hears that it ends.
     */
    @Override
    public Set<Integer> codesOfTermination() {
        return Set.of(1001, 1012);
    }

    @Override
    public void undeploy(NodePlan plan) {
        try {
            Files.deleteIfExists(marker(plan, "deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitMarker(plan, "undeployed");
    }

    @Override
    public void deploy(NodePlan plan) {
        try {
            Files.deleteIfExists(marker(plan, "undeployed"));
            Files.writeString(marker(plan, "dodeploy"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitMarker(plan, "deployed");
    }

    private static void awaitMarker(NodePlan plan, String marker) {
        await(plan.name() + " " + marker)
                .atMost(NodeProcess.START_TIME)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(marker(plan, marker)));
    }

    private static Path marker(NodePlan plan, String marker) {
        return deployments(plan).resolve("backplane.war." + marker);
    }

    private static Path deployments(NodePlan plan) {
        return plan.directory().resolve("deployments");
    }

    private static Path home() {
        return Path.of(System.getProperty(
                "wildfly.home", Built.path("wildfly-39.0.1.Final").toString()));
    }
}
