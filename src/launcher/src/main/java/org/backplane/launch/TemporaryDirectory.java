package org.backplane.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary directory that only the current user can read. */
record TemporaryDirectory(Path path) {
    static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("backplane-"));
        } catch (IOException e) {
            throw new LaunchException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    /** Copies a resource beside this class into the directory. */
    File unpack(String name) {
        var file = path.resolve(name);
        try (var in = Main.resource(name)) {
            Files.copy(in, file);
        } catch (IOException e) {
            throw new LaunchException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return file.toFile();
    }

    /** Deletes the directory as far as possible; files that disappear meanwhile or are locked by the system are ignored. */
    void delete() {
        try (var tree = Files.walk(path)) {
            tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else is removing it at the same time.
        }
    }
}
