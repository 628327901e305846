package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An Open Liberty in a user directory of its own; its doors are the files that it watches. */
public final class Liberty implements ManagedServer {

    private static final String NAME = "backplane";
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String STARTED = "CWWKZ000[13]I: .* %s ";
    private static final String REFUSED = "CWWKZ0(002E|004E|012I|013E|014W): .* %s[ .]";
    private static final String STOPPED = "CWWKZ0009I: .* %s ";
    private static final String CONFIGURED = "CWWKG001[78]I";

    private final Path home;
    private final Path user;
    private final int http;
    private final Thread onExit = new Thread(this::kill);

    /**
     * Prepares the files of a server that is not started.
     *
     * @param home the unpacked {@code wlp}
     * @param user a directory of its own
     * @param http where it will listen for HTTP
     * @param jvmOptions further ones, like {@code -Dname=value}
     */
    public Liberty(Path home, Path user, int http, List<String> jvmOptions) {
        this.home = home;
        this.user = user;
        this.http = http;
        write(directory().resolve("server.xml"), shipped("server.xml"));
        write(directory().resolve("bootstrap.properties"), "http.host=127.0.0.1\nhttp.port=" + http + "\n");
        write(
                directory().resolve("jvm.options"),
                String.join(
                        "\n",
                        Stream.of(List.of("-Xmx512m"), TestJvm.OPTIONS, jvmOptions)
                                .flatMap(List::stream)
                                .toList()));
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** One of the Open Liberty that the build has unpacked. */
    public static Liberty open(Path user, int http, List<String> jvmOptions) {
        return new Liberty(Path.of(System.getProperty("open-liberty.home")), user, http, jvmOptions);
    }

    private static String shipped(String file) {
        try {
            return Files.readString(Path.of(".", "server-config/open-liberty", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        server("start");
    }

    @Override
    public void stop() {
        if (process().isPresent()) {
            server("stop");
        }
    }

    private void server(String action) {
        new CommandLine(List.of(home.resolve("bin/server").toString(), action, NAME), environment()).run();
    }

    private Map<String, String> environment() {
        return Map.of("WLP_USER_DIR", user.toString(), "JAVA_HOME", System.getProperty("java.home"));
    }

    @Override
    public void deploy(Path war) {
        long before = logged();
        String name = war.getFileName().toString().replaceFirst("[.][we]ar$", "");
        copy(war, directory().resolve("apps").resolve(war.getFileName()));
        write(
                application(name),
                war.toString().endsWith(".ear")
                        ? enterprise(name)
                        : shipped("backplane.xml").replace("backplane", name));
        awaitLog(before, STARTED.formatted(name) + "|" + REFUSED.formatted(name));
        if (said(before, REFUSED.formatted(name))) {
            delete(application(name));
            throw new IllegalStateException("Open Liberty refused " + name + ", see " + log());
        }
    }

    private static String enterprise(String name) {
        return "<server><enterpriseApplication id=\"" + name + "\" name=\"" + name + "\" location=\"" + name
                + ".ear\"/></server>";
    }

    /**
     * The WAR itself stays: when its file goes while it runs, Open Liberty 26.0.0.3 can read no more classes of it
     * (CWWKL0002E), and an application that ends needs some.
     */
    @Override
    public void undeploy(String name) {
        long before = logged();
        delete(application(name));
        awaitLog(before, STOPPED.formatted(name));
    }

    @Override
    public void bind(String name, String value) {
        long before = logged();
        write(
                directory().resolve("configDropins/overrides").resolve(name.replace('/', '-') + ".xml"),
                "<server><jndiEntry jndiName=\"" + name + "\" value='\"" + value + "\"'/></server>");
        awaitLog(before, CONFIGURED);
    }

    @Override
    public int port() {
        return http;
    }

    @Override
    public Path log() {
        return directory().resolve("logs/messages.log");
    }

    /** Where {@code server.xml} is. */
    public Path directory() {
        return user.resolve("servers").resolve(NAME);
    }

    private Path application(String name) {
        return directory().resolve("configDropins/defaults").resolve(name + ".xml");
    }

    private long logged() {
        try {
            return Files.size(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLog(long from, String pattern) {
        await(pattern + " in " + log()).atMost(BOUND).pollInterval(POLL).until(() -> said(from, pattern));
    }

    private boolean said(long from, String pattern) {
        try {
            byte[] all = Files.readAllBytes(log());
            String later = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
            return later.lines().anyMatch(line -> line.matches(".*(" + pattern + ").*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> process() {
        Path file = user.resolve("servers/.pid").resolve(NAME + ".pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        process().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
