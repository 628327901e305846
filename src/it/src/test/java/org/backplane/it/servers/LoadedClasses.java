package org.backplane.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backplane.it.wire.Http;

/**
 * What the JVM of a server says about the classes that it has loaded, asked by the {@code jcmd} of the tests' JDK.
 *
 * @param pid the server's process
 */
public record LoadedClasses(long pid) {

    /** Those of a node's server. */
    public static LoadedClasses of(Node node) {
        return new LoadedClasses(Long.parseLong(Http.get(node.probe("pid")).body()));
    }

    /** How many class loaders hold a class of this name, once the garbage is collected. */
    public long loadersOf(Class<?> type) {
        // The first collection may leave to the second what waits for a finalizer or a cleaner.
        jcmd("GC.run");
        jcmd("GC.run");
        return jcmd("VM.classloaders", "show-classes=true", "fold=false")
                .lines()
                .filter(line -> isFor(line, type))
                .count();
    }

    /** The lines are a drawing of a tree, with a class at the end of each. */
    private static boolean isFor(String line, Class<?> type) {
        return line.endsWith(" " + type.getName());
    }

    private String jcmd(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid)));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
