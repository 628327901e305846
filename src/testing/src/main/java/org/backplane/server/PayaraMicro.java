package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Payara Micro as an administrator starts it on the command line. */
public final class PayaraMicro extends ForegroundServer {

    private final Path jar = Path.of(System.getProperty("project.build.directory"), "payara-micro.jar");
    private final List<String> arguments;

    /**
     * Prepares a server that is not started.
     *
     * @param arguments for Payara Micro, besides those for ports and for the WARs that are installed
     */
    public PayaraMicro(ServerSettings settings, List<String> arguments) {
        super(settings, "Payara Micro .* ready in ");
        this.arguments = List.copyOf(arguments);
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary());
        command.addAll(settings().jvmOptions());
        command.addAll(List.of("-jar", jar.toString(), "--port", String.valueOf(port())));
        command.addAll(List.of("--nohazelcast", "--disablephonehome"));
        command.addAll(List.of("--domainconfig", loopbackConfiguration().toString()));
        installed().forEach(war -> command.addAll(List.of("--deploy", war.toString())));
        command.addAll(arguments);
        return command;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of();
    }

    private List<Path> installed() {
        try (Stream<Path> wars = Files.list(deployments())) {
            return wars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration that is in the jar, but it listens on 127.0.0.1 only: there is no option for that. */
    private Path loopbackConfiguration() {
        String listener = "<network-listener ";
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("MICRO-INF/domain/domain.xml"))
                    .readAllBytes();
            String xml = new String(bytes, StandardCharsets.UTF_8);
            if (!xml.contains(listener)) {
                throw new IllegalStateException("no listener in the configuration of " + jar);
            }
            return Files.writeString(
                    directory().resolve("domain.xml"), xml.replace(listener, listener + "address=\"127.0.0.1\" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Through the probe, which must be installed. */
    @Override
    public void deploy(Path war) {
        new ProbeDeployer(port()).deploy(war);
    }

    /** Through the probe, which must be installed. */
    @Override
    public void undeploy(String name) {
        new ProbeDeployer(port()).undeploy(name);
    }

    @Override
    public void bind(String name, String value) {
        throw new UnsupportedOperationException("Payara Micro binds names at its start, by --prebootcommandfile");
    }

    @Override
    public Path log() {
        return console();
    }
}
