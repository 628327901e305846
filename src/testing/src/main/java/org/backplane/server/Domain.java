package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A domain of Payara Server or GlassFish in a directory of its own, with {@code asadmin} as the door to it. */
public final class Domain implements ManagedServer {

    private static final System.Logger LOG = System.getLogger(Domain.class.getName());
    private static final Pattern RECORD = Pattern.compile("^\\[20[^]]*] \\[(GF|Payara) ");
    private static final String NAME = "domain1";
    private static final long SECONDS_TO_END = 180;
    private static final int STARTS = 5;
    private static final Duration TIME_TO_LOG = Duration.ofSeconds(5);
    private static final Duration TIME_TO_START = Duration.ofMinutes(3);

    private final Path home;
    private final Path parent;
    private final DomainPorts ports;
    private final Thread onExit = new Thread(this::kill);

    /**
     * Makes the domain that comes with the server again in {@code parent}, on loopback and on free ports; it is not started.
     *
     * @param home the unpacked server
     * @param http where it will listen for HTTP
     * @param jvmOptions further ones, like {@code -Dname=value}
     */
    public Domain(Path home, Path parent, int http, List<String> jvmOptions) {
        this.home = home;
        this.parent = parent;
        this.ports = DomainPorts.free(http);
        copy(home.resolve("glassfish/domains").resolve(NAME), directory());
        Path file = directory().resolve("config/domain.xml");
        try {
            Files.writeString(file, DomainXml.adapt(Files.readString(file), ports, jvmOptions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** A domain of the Payara Server that the build has unpacked. */
    public static Domain payara(Path parent, int http, List<String> jvmOptions) {
        return new Domain(Path.of(System.getProperty("payara-server.home")), parent, http, jvmOptions);
    }

    /** A domain of the GlassFish that the build has unpacked. */
    public static Domain glassFish(Path parent, int http, List<String> jvmOptions) {
        return new Domain(Path.of(System.getProperty("glassfish.home")), parent, http, jvmOptions);
    }

    /** A domain of the milestone of GlassFish 8 that the build has unpacked. */
    public static Domain glassFish8(Path parent, int http, List<String> jvmOptions) {
        return new Domain(Path.of(System.getProperty("glassfish-8.home")), parent, http, jvmOptions);
    }

    /**
     * Runs a command of {@code asadmin} against the running domain, and returns what it said.
     *
     * @throws IllegalStateException if it failed
     */
    public String asadmin(String... arguments) {
        return asadminIn(parent, arguments);
    }

    /**
     * Runs a file of commands in its own directory, as {@code asadmin multimode} does, and returns what it said.
     *
     * @throws IllegalStateException if one of them failed
     */
    public String multimode(Path file) {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String said = asadminIn(
                directory, "multimode", "--file", file.toAbsolutePath().toString());
        // Multimode itself is a success, whatever its commands are.
        if (said.contains(" failed.")) {
            throw new IllegalStateException(file + ": " + said);
        }
        return said;
    }

    private String asadminIn(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("--port", String.valueOf(ports.admin())));
        command.addAll(List.of(arguments));
        return program(directory, command);
    }

    private String program(Path directory, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/asadmin").toString()));
        command.addAll(arguments);
        return new CommandLine(command, Map.of("AS_JAVA", System.getProperty("java.home")), directory).run();
    }

    /** Again while it does not log: GlassFish 7.0.21 sometimes runs without ever writing to its log. */
    @Override
    public void start() {
        for (int start = 1; start <= STARTS; start++) {
            startOnce();
            if (awaitLog()) {
                return;
            }
            stop();
        }
        throw new IllegalStateException("the domain in " + parent + " was silent after each of " + STARTS + " starts");
    }

    private boolean awaitLog() {
        try {
            await().atMost(TIME_TO_LOG).until(this::logs);
            return true;
        } catch (ConditionTimeoutException silent) {
            return false;
        }
    }

    /** Whether the server itself has written something, and not only who launched it. */
    private boolean logs() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(RECORD.asPredicate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startOnce() {
        try {
            program(parent, List.of("start-domain", "--domaindir", parent.toString(), NAME));
        } catch (IllegalStateException slow) {
            // GlassFish 7.0.21 gives up after a minute; a cold domain on a busy machine needs more, and goes on
            // starting.
            await("domain in " + parent)
                    .atMost(TIME_TO_START)
                    .ignoreExceptions()
                    .until(() -> !asadmin("list-applications").isEmpty());
        }
    }

    @Override
    public void stop() {
        process().ifPresent(process -> {
            process.destroy();
            awaitEnd(process);
        });
    }

    @Override
    public void deploy(Path war) {
        asadmin("deploy", war.toString());
    }

    @Override
    public void undeploy(String name) {
        asadmin("undeploy", name);
    }

    @Override
    public void bind(String name, String value) {
        asadmin(
                "create-custom-resource",
                "--restype=java.lang.String",
                "--factoryclass=org.glassfish.resources.custom.factory.PrimitivesAndStringFactory",
                "--property=value=" + value.replace(":", "\\:"),
                name);
    }

    @Override
    public int port() {
        return ports.http();
    }

    /** Where {@code asadmin} and the admin console reach it. */
    public int adminPort() {
        return ports.admin();
    }

    @Override
    public Path log() {
        return directory().resolve("logs/server.log");
    }

    /** Where its files are. */
    public Path directory() {
        return parent.resolve(NAME);
    }

    private Optional<ProcessHandle> process() {
        Path file = directory().resolve("config/pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("process " + process.pid() + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IllegalStateException slow) {
            LOG.log(Level.WARNING, "killed, for it did not end by itself", slow);
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
