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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backplane.test.FreePorts;

/** A WildFly with a base directory of its own, and {@code jboss-cli.sh} as the door to it. */
public final class WildFly implements ManagedServer {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final String STARTED = "WFLYSRV0025";

    private final Path home = Path.of(System.getProperty("wildfly.home"));
    private final Path base;
    private final int http;
    private final List<Integer> others = FreePorts.take(2);
    private final List<String> properties;
    private final String jvmOptions;
    private final Thread onExit = new Thread(this::kill);
    private Optional<Process> process = Optional.empty();

    /**
     * Copies the configuration that comes with the server to a new directory.
     *
     * @param base a directory that is not there yet
     * @param http where it will listen for HTTP
     * @param properties further ones, like {@code -Dname=value}
     */
    public WildFly(Path base, int http, List<String> properties) {
        this(base, http, properties, "-Xmx512m " + String.join(" ", TestJvm.OPTIONS));
    }

    /**
     * Likewise, with a JVM of one's own.
     *
     * @param jvmOptions with blanks between them
     */
    public WildFly(Path base, int http, List<String> properties, String jvmOptions) {
        this.base = base;
        this.http = http;
        this.properties = List.copyOf(properties);
        this.jvmOptions = jvmOptions;
        Path from = home.resolve("standalone/configuration");
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(base);
            for (Path file : files.toList()) {
                Files.copy(file, base.resolve("configuration").resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Runs {@code jboss-cli.sh} against the running server, and returns what it said. */
    public String cli(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/jboss-cli.sh").toString(), "--connect"));
        command.add("--timeout=60000");
        command.add(controller());
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** Runs an administrator's script that goes by {@code jboss-cli.sh}, and returns what it said. */
    public String script(Map<String, String> environment, Path script) {
        return run(environment, List.of(script.toString(), controller()));
    }

    /** Makes a user of applications, by the server's own script. */
    public void addUser(String name, String password, String role) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/add-user.sh").toString()));
        command.addAll(List.of("-sc", base.resolve("configuration").toString(), "--silent"));
        command.addAll(List.of("-a", "--user", name, "--password", password, "--group", role));
        run(Map.of(), command);
    }

    private String run(Map<String, String> environment, List<String> command) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JBOSS_HOME", home.toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("JAVA_OPTS", "-Xmx128m " + String.join(" ", TestJvm.OPTIONS));
        return new CommandLine(command, all).run();
    }

    private String controller() {
        return "--controller=127.0.0.1:" + others.get(0);
    }

    @Override
    public void start() {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/standalone.sh").toString()));
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Djboss.bind.address=127.0.0.1");
        command.add("-Djboss.bind.address.management=127.0.0.1");
        command.add("-Djboss.http.port=" + http);
        command.add("-Djboss.management.http.port=" + others.get(0));
        command.add("-Djboss.https.port=" + others.get(1));
        command.addAll(properties);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("out.log").toFile());
        builder.environment().putAll(CommandLine.OPEN_STATUS);
        builder.environment().put("JAVA_OPTS", jvmOptions);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("WildFly started, see " + log())
                .atMost(BOUND)
                .until(() -> Files.exists(log()) && Files.readString(log()).contains(STARTED));
    }

    @Override
    public void stop() {
        process.ifPresent(shell -> {
            shell.descendants().forEach(ProcessHandle::destroy);
            try {
                if (!shell.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("WildFly does not end, see " + log());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void deploy(Path war) {
        cli(Map.of(), "--command=deploy --force " + war);
    }

    @Override
    public void undeploy(String name) {
        cli(Map.of(), "--command=undeploy " + name + ".war");
    }

    @Override
    public void bind(String name, String value) {
        cli(
                Map.of(),
                "--command=/subsystem=naming/binding=java\\:global\\/" + name.replace("/", "\\/")
                        + ":add(binding-type=simple,type=java.lang.String,value=\"" + value + "\")");
    }

    @Override
    public int port() {
        return http;
    }

    @Override
    public Path log() {
        return base.resolve("log/server.log");
    }

    /**
     * The id of its JVM, which a shell has started.
     *
     * @throws IllegalStateException if it does not run
     */
    public long pid() {
        return process.stream()
                .flatMap(shell -> shell.descendants())
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("WildFly does not run, see " + log()));
    }

    /** Where all its files are. */
    public Path directory() {
        return base;
    }

    private void kill() {
        process.ifPresent(shell -> {
            List<ProcessHandle> all = Stream.concat(shell.descendants(), Stream.of(shell.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(killed -> killed.onExit().join());
        });
    }

    /** Ends it at once; nothing writes to its directory any more. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
