package org.backplane.broker.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The commands that an administrator runs to let a node into Redis, as they stand in {@code server-config}. */
public final class AclFile {

    public static final String USER = "backplane";
    public static final String PASSWORD = "change-this-password";

    /** Those that are about this user's way in, and no rights. */
    private static final List<String> NO_RIGHTS =
            List.of("ACL", "SETUSER", USER, "reset", "resetchannels", "on", ">" + PASSWORD);

    /** Where commands are run. */
    @FunctionalInterface
    public interface Console {

        /** Runs one and returns the answer. */
        String run(String command, String... arguments);
    }

    private final Path file;

    public AclFile(String name) {
        file = Path.of("server-config", "redis", name);
    }

    /** Runs the file as it stands. */
    public void runOn(Console console) {
        commands().forEach(command -> run(console, command));
    }

    /** Runs the file for a user and a prefix of another name. */
    void runOn(Console console, String userAndPrefix) {
        commands()
                .forEach(command -> run(
                        console,
                        command.replace("SETUSER " + USER, "SETUSER " + userAndPrefix)
                                .replace(USER + ":*", userAndPrefix + ":*")));
    }

    /** Runs the file with a right less. */
    public void runWithout(String right, Console console) {
        commands()
                .forEach(command -> run(
                        console, (command + " ").replace(" " + right + " ", " ").trim()));
    }

    /** The rights that the file grants, each as it stands there. */
    public Stream<String> rights() {
        return commands()
                .flatMap(command -> Stream.of(command.split(" ", -1)))
                .filter(word -> !NO_RIGHTS.contains(word));
    }

    private Stream<String> commands() {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Console console, String command) {
        List<String> words = List.of(command.split(" ", -1));
        console.run(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
    }
}
