package org.backplane.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Runs one node from the command line: {@code java -jar backplane.jar}. */
public final class Main {
    /** Exit code: the node could not start. */
    static final int FAILED = 1;

    /** Exit code: the command line is wrong. */
    static final int MISUSED = 2;

    private Main() {}

    /** Returns when the node is ready; the server's threads keep the JVM alive. Exits with 1 or 2 on a failure. */
    public static void main(String... args) {
        var words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(text("main.txt"));
        } else if (words.contains("--version")) {
            System.out.println("Backplane " + version());
        } else {
            launch(args);
        }
    }

    private static void launch(String... args) {
        try {
            ParentWatch.begin();
            var options = NodeOptions.parse(new CommandLine(args));
            PayaraNode.start(options);
            System.out.println("Backplane is ready at " + options.url());
        } catch (UsageException e) {
            fail("backplane", MISUSED, e.getMessage() + " (--help lists the options)");
        } catch (LaunchException e) {
            fail("backplane", FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** Prints the error and ends the JVM. */
    static void fail(String program, int code, String message) {
        System.err.println(program + ": " + message);
        System.exit(code);
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    /** Returns the text of a resource beside this class. */
    static String text(String name) {
        try (var in = resource(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a resource beside this class. */
    static InputStream resource(String name) {
        return Optional.ofNullable(Main.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException(name + " is not in the jar"));
    }
}
