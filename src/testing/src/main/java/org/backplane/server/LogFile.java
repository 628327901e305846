package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A file that a server writes its log to while it is read. */
record LogFile(Path path) {

    private static final Duration POLL = Duration.ofMillis(100);

    /** How many bytes are in it; 0 if it does not exist yet. */
    long size() {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a line after so many bytes contains a match of the pattern. */
    boolean contains(long from, Pattern pattern) {
        if (size() <= from) {
            return false;
        }
        try {
            byte[] all = Files.readAllBytes(path);
            String later = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
            return later.lines().anyMatch(pattern.asPredicate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for such a line. */
    void await(long from, Pattern pattern, Duration bound) {
        Awaitility.await(pattern + " in " + path)
                .atMost(bound)
                .pollInterval(POLL)
                .until(() -> contains(from, pattern));
    }
}
