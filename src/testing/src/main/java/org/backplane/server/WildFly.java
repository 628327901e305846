package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.test.FreePorts;

/**
 * A WildFly with a base directory of its own. Its deployment scanner deploys and undeploys, {@code jboss-cli.sh} does the
 * rest.
 */
public final class WildFly extends ForegroundServer {

    private static final Duration SCAN = Duration.ofMillis(50);

    private final Path home = Path.of(System.getProperty("wildfly.home"));
    private final int management = FreePorts.takeOne();
    private final int https = FreePorts.takeOne();

    /** Copies the configuration that comes with the server to a new directory; the server is not started. */
    public WildFly(ServerSettings settings) {
        super(settings, "WFLYSRV0025");
        Path configuration = directory().resolve("configuration");
        Directories.copy(home.resolve("standalone/configuration"), configuration);
        Path standalone = configuration.resolve("standalone.xml");
        try {
            String xml = Files.readString(standalone);
            Files.writeString(standalone, xml.replace("scan-interval=\"5000\"", "scan-interval=\"300\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/standalone.sh").toString());
        command.add("-Djboss.server.base.dir=" + directory());
        command.add("-Djboss.bind.address=127.0.0.1");
        command.add("-Djboss.bind.address.management=127.0.0.1");
        command.add("-Djboss.http.port=" + port());
        command.add("-Djboss.management.http.port=" + management);
        command.add("-Djboss.https.port=" + https);
        command.addAll(settings().properties());
        return command;
    }

    @Override
    protected Map<String, String> environment() {
        String options = String.join(" ", settings().otherOptions());
        return Map.of(
                "JAVA_OPTS",
                options + " -Djava.io.tmpdir=" + temporary(),
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /** Runs {@code jboss-cli.sh} against the running server, and returns its output. */
    public String cli(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/jboss-cli.sh").toString());
        command.addAll(List.of("--connect", "--timeout=60000", controller()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** Runs an administrator's script that uses {@code jboss-cli.sh}, and returns its output. */
    public String script(Map<String, String> environment, Path script) {
        return run(environment, List.of(script.toString(), controller()));
    }

    /** Makes a user of applications, by the server's own script. */
    public void addUser(String name, String password, String role) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/add-user.sh").toString());
        command.addAll(List.of("-sc", directory().resolve("configuration").toString(), "--silent"));
        command.addAll(List.of("-a", "--user", name, "--password", password, "--group", role));
        run(Map.of(), command);
    }

    private String run(Map<String, String> environment, List<String> command) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JBOSS_HOME", home.toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("JAVA_OPTS", "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return new CommandLine(command, all).run();
    }

    private String controller() {
        return "--controller=127.0.0.1:" + management;
    }

    @Override
    public void deploy(Path war) {
        String file = war.getFileName().toString();
        install(war);
        Path failed = marker(file, "failed");
        await(file + " deployed, see " + log())
                .atMost(BOUND)
                .pollInterval(SCAN)
                .until(() -> isCurrent(marker(file, "deployed"), file) || isCurrent(failed, file));
        if (isCurrent(failed, file)) {
            throw new IllegalStateException("WildFly refused " + file + ", see " + log());
        }
    }

    /** The scanner gives its markers the time of the WAR that they are about, or a later one. */
    private boolean isCurrent(Path marker, String file) {
        return marker.toFile().lastModified()
                >= deployments().resolve(file).toFile().lastModified();
    }

    @Override
    public void undeploy(String name) {
        String file = Files.exists(marker(name + ".ear", "deployed")) ? name + ".ear" : name + ".war";
        try {
            Files.delete(marker(file, "deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(file + " undeployed, see " + log())
                .atMost(BOUND)
                .pollInterval(SCAN)
                .until(() -> Files.exists(marker(file, "undeployed")));
    }

    private Path marker(String file, String state) {
        return deployments().resolve(file + "." + state);
    }

    @Override
    public void bind(String name, String value) {
        cli(
                Map.of(),
                "--command=/subsystem=naming/binding=java\\:global\\/" + name.replace("/", "\\/")
                        + ":add(binding-type=simple,type=java.lang.String,value=\"" + value + "\")");
    }

    @Override
    public Path log() {
        return directory().resolve("log/server.log");
    }
}
