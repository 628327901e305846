package org.backplane.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that only this user reads, and that goes away with everything in it. */
record TemporaryDirectory(Path path) {
    static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("backplane-"));
        } catch (IOException e) {
            throw new LaunchException("cannot make a temporary directory: " + e.getMessage(), e);
        }
    }

    /** Puts here what lies in the jar beside this class. */
    File unpack(String name) {
        var file = path.resolve(name);
        try (var in = Main.resource(name)) {
            Files.copy(in, file);
        } catch (IOException e) {
            throw new LaunchException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return file.toFile();
    }

    /** Removes what it can: a file that vanishes meanwhile, or that the system holds, is no failure. */
    void delete() {
        try (var tree = Files.walk(path)) {
            tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else is removing it at the same time.
        }
    }
}
