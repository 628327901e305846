package org.backplane.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** Payara Micro as an administrator starts it on the command line, in his directory. */
public final class MicroServer implements AutoCloseable {

    private static final long SECONDS_TO_END = 60;

    private final Process process;
    private final Thread onExit = new Thread(this::kill);

    private MicroServer(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Starts it on loopback, and returns at once.
     *
     * @param directory where it runs, and where its log is: {@code micro.log}
     * @param jvmOptions for the JVM, like {@code -Dname=value}; without another {@code -Xmx} it has 512 MB
     * @param arguments for Payara Micro
     */
    public static MicroServer start(Path directory, int http, List<String> jvmOptions, List<String> arguments) {
        Path jar = Path.of(System.getProperty("project.build.directory"), "payara-micro.jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx512m"));
        try {
            Path temporary = Files.createDirectories(directory.resolve("tmp"));
            command.add("-Djava.io.tmpdir=" + temporary);
            command.addAll(jvmOptions);
            command.addAll(List.of("-jar", jar.toString(), "--port", String.valueOf(http)));
            command.addAll(List.of("--nohazelcast", "--disablephonehome"));
            command.addAll(List.of("--domainconfig", onLoopback(jar, directory).toString()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(new File(directory.toFile(), "micro.log")));
            builder.environment().putAll(CommandLine.OPEN_STATUS);
            return new MicroServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** The configuration that is in the jar, but it listens on 127.0.0.1 only: there is no option for that. */
    private static Path onLoopback(Path jar, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("MICRO-INF/domain/domain.xml"))
                    .readAllBytes();
            String xml = new String(bytes, StandardCharsets.UTF_8);
            String listener = "<network-listener ";
            if (!xml.contains(listener)) {
                throw new IllegalStateException("no listener in the configuration of " + jar);
            }
            return Files.writeString(
                    directory.resolve("domain.xml"), xml.replace(listener, listener + "address=\"127.0.0.1\" "));
        }
    }

    /** The id of its process, which is the JVM itself. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    private void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, and returns when it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }
}
