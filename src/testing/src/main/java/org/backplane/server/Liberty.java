package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An Open Liberty in a user directory of its own, administered by the files that it watches. */
public final class Liberty extends ManagedServer {

    private static final String NAME = "backplane";
    private static final Pattern CONFIGURED = Pattern.compile("CWWKG001[78]I");

    private final Path home = Path.of(System.getProperty("open-liberty.home"));
    private final Path user;

    /** Prepares the files of a server that is not started. */
    public Liberty(ServerSettings settings) {
        super(settings);
        this.user = settings.directory();
        write(directory().resolve("server.xml"), shipped("server.xml"));
        write(directory().resolve("bootstrap.properties"), "http.host=127.0.0.1\nhttp.port=" + port() + "\n");
        write(directory().resolve("jvm.options"), String.join("\n", settings.jvmOptions()));
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
        if (isRunning()) {
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
        String file = war.getFileName().toString();
        String name = applicationName(file);
        Pattern refused = application("CWWKZ0(002E|004E|012I|013E|014W)", name);
        LogFile log = new LogFile(log());
        long before = log.size();
        copy(war, directory().resolve("apps").resolve(file));
        write(
                element(name),
                file.endsWith(".ear")
                        ? enterprise(name)
                        : shipped("backplane.xml").replace("backplane", name));
        log.await(before, Pattern.compile(application("CWWKZ000[13]I", name) + "|" + refused), BOUND);
        if (log.contains(before, refused)) {
            delete(element(name));
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
        LogFile log = new LogFile(log());
        long before = log.size();
        delete(element(name));
        log.await(before, application("CWWKZ0009I", name), BOUND);
    }

    @Override
    public void bind(String name, String value) {
        LogFile log = new LogFile(log());
        long before = log.size();
        write(
                directory().resolve("configDropins/overrides").resolve(name.replace('/', '-') + ".xml"),
                "<server><jndiEntry jndiName=\"" + name + "\" value='\"" + value + "\"'/></server>");
        log.await(before, CONFIGURED, BOUND);
    }

    /** The record of a message about an application. */
    private static Pattern application(String message, String name) {
        return Pattern.compile(message + ": .* " + name + "[ .]");
    }

    @Override
    public Path log() {
        return directory().resolve("logs/messages.log");
    }

    @Override
    public Path directory() {
        return user.resolve("servers").resolve(NAME);
    }

    /** Where the application is configured. */
    private Path element(String name) {
        return directory().resolve("configDropins/defaults").resolve(name + ".xml");
    }

    @Override
    protected List<ProcessHandle> processes() {
        return processIn(user.resolve("servers/.pid").resolve(NAME + ".pid"));
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
