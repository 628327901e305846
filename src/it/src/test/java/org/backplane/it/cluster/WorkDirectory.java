package org.backplane.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the servers of a run keep their files; what an earlier run left there is deleted. */
final class WorkDirectory {

    private WorkDirectory() {}

    /** The empty directory for this run, with a {@code tmp} in it: runs of one kind of server may have others, by {@code it.run}. */
    static Path fresh(Path parent) {
        Path work =
                parent.resolve(System.getProperty("it.run", ServerKind.current().group()));
        try {
            delete(work);
            Files.createDirectories(work.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return work;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
