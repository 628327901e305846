package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is gone with its owner; and how to delete one. */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;

    /** Makes an empty one whose name starts like this. */
    public TemporaryDirectory(String prefix) {
        try {
            path = Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Deletes all that is in it. */
    public void clear() {
        delete(path, false);
    }

    /** Deletes it and all that is in it. */
    @Override
    public void close() {
        delete(path);
    }

    /** Deletes a directory and all that is in it; nothing if there is none. */
    public static void delete(Path directory) {
        delete(directory, true);
    }

    private static void delete(Path top, boolean itself) {
        if (Files.notExists(top)) {
            return;
        }
        try (Stream<Path> files = Files.walk(top)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder())
                    .filter(file -> itself || !file.equals(top))
                    .toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
