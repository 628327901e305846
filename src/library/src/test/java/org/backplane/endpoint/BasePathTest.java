package org.backplane.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasePathTest {

    @TempDir
    private Path classes;

    private boolean isRoot() throws Exception {
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return BasePath.isRoot(application);
        }
    }

    @Test
    void applicationWithoutTheResourceHasEverythingBelowBackplane() throws Exception {
        assertThat(isRoot()).isFalse();
    }

    @Test
    void resourceOfTheApplicationMovesEverythingToTheRoot() throws Exception {
        Path file = classes.resolve(BasePath.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "base-path=/\n");

        assertThat(isRoot()).isTrue();
    }
}
