package org.backplane.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.backplane.server.CommandLine;

/** Node.js on the PATH, and packages for it below the build directory. */
final class NodeJs {

    private static final int OLDEST = 18;
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "server.js");

    private NodeJs() {}

    /**
     * Which version there is, like {@code v20.1.0}.
     *
     * @throws NotAvailableException if there is none, or it is too old
     */
    static String version() {
        String version;
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            try (InputStream out = node.getInputStream()) {
                version = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException none) {
            throw new NotAvailableException("no node on the PATH: install Node.js " + OLDEST + " or newer");
        }
        String major = version.replaceFirst("^v(\\d+)\\..*", "$1");
        if (!major.matches("\\d+") || Integer.parseInt(major) < OLDEST) {
            throw new NotAvailableException("node " + version + " is too old: install Node.js " + OLDEST + " or newer");
        }
        return version;
    }

    /**
     * Copies a peer's files and fetches what it is made of, unless that was done before.
     *
     * @param peer its directory below {@code src/bench/src/main/npm}
     * @return where it can run
     * @throws NotAvailableException if its packages cannot be fetched
     */
    static Path install(String peer) throws IOException {
        Path from = Path.of("src", "bench", "src", "main", "npm", peer).toAbsolutePath();
        Path to = Files.createDirectories(Path.of(System.getProperty("project.build.directory"), "bench", "npm", peer));
        Path lock = to.resolve("package-lock.json");
        boolean fetched = Files.exists(to.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(from.resolve("package-lock.json"), lock) == -1;
        for (String file : FILES) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!fetched) {
            fetch(to);
        }
        return to;
    }

    private static void fetch(Path directory) {
        try {
            List<String> npm = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            new CommandLine(npm, Map.of(), directory).run();
        } catch (RuntimeException failed) {
            throw new NotAvailableException("npm cannot fetch its packages: " + failed.getMessage());
        }
    }
}
