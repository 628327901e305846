package org.backplane.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The end of the log of a process, for error messages. */
final class LogTail {
    private static final int LINES = 30;

    private LogTail() {}

    static String of(Path log) {
        try {
            // Read as bytes of any kind: a half-written character is no reason to say nothing.
            var lines =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES))
                    .collect(Collectors.joining("\n  ", log + " ends with\n  ", ""));
        } catch (IOException e) {
            return "no log at " + log;
        }
    }
}
