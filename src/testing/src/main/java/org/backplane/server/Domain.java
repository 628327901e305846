package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** A domain of Payara Server or GlassFish in a directory of its own, administered by {@code asadmin}. */
public final class Domain extends ManagedServer {

    private static final Pattern RECORD = Pattern.compile("^\\[20[^]]*] \\[(GF|Payara) ");
    private static final String NAME = "domain1";
    private static final int STARTS = 5;
    private static final Duration TIME_TO_LOG = Duration.ofSeconds(5);

    private final Path home;
    private final Path parent;
    private final DomainPorts ports;

    /** Copies the domain that comes with the server, and moves it to loopback and to free ports; it is not started. */
    private Domain(String homeProperty, ServerSettings settings) {
        super(settings);
        this.home = Path.of(System.getProperty(homeProperty));
        this.parent = settings.directory();
        this.ports = DomainPorts.free(settings.port());
        Directories.copy(home.resolve("glassfish/domains").resolve(NAME), directory());
        Path file = directory().resolve("config/domain.xml");
        try {
            Files.writeString(file, DomainXml.adapt(Files.readString(file), ports, settings.jvmOptions()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A domain of the Payara Server that the build has unpacked. */
    public static Domain payara(ServerSettings settings) {
        return new Domain("payara-server.home", settings);
    }

    /** A domain of the GlassFish that the build has unpacked. */
    public static Domain glassFish(ServerSettings settings) {
        return new Domain("glassfish.home", settings);
    }

    /** A domain of the milestone of GlassFish 8 that the build has unpacked. */
    public static Domain glassFish8(ServerSettings settings) {
        return new Domain("glassfish-8.home", settings);
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

    /** Repeated while it does not log: GlassFish 7.0.21 sometimes runs without ever writing to its log. */
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

    /** Waits for a record of the server itself, not of its launcher. */
    private boolean awaitLog() {
        try {
            new LogFile(log()).await(0, RECORD, TIME_TO_LOG);
            return true;
        } catch (ConditionTimeoutException silent) {
            return false;
        }
    }

    private void startOnce() {
        try {
            program(parent, List.of("start-domain", "--domaindir", parent.toString(), NAME));
        } catch (IllegalStateException slow) {
            // GlassFish 7.0.21 gives up after a minute; a cold domain on a busy machine needs more, and goes on
            // starting.
            await("domain in " + parent).atMost(BOUND).ignoreExceptions().until(() -> !asadmin("list-applications")
                    .isEmpty());
        }
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
    public Path log() {
        return directory().resolve("logs/server.log");
    }

    @Override
    public Path directory() {
        return parent.resolve(NAME);
    }

    @Override
    protected List<ProcessHandle> processes() {
        return processIn(directory().resolve("config/pid"));
    }
}
