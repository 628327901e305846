package org.backplane.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backplane.test.TemporaryDirectory;

/** Where the servers of a run keep their files; what an earlier run left there is deleted. */
final class WorkDirectory {

    private WorkDirectory() {}

    /** The empty directory for this run, with a {@code tmp} in it: runs of one kind of server may have others, by {@code it.run}. */
    static Path fresh(Path parent) {
        Path work =
                parent.resolve(System.getProperty("it.run", ServerKind.current().group()));
        try {
            TemporaryDirectory.delete(work);
            Files.createDirectories(work.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return work;
    }
}
