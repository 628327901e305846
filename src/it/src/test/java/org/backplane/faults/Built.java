package org.backplane.faults;

import java.nio.file.Path;

/** What the build made. */
public final class Built {

    private Built() {}

    /** A path below the build directory. */
    public static Path path(String first, String... more) {
        return Path.of(System.getProperty("project.build.directory", "target"))
                .toAbsolutePath()
                .resolve(Path.of(first, more));
    }

    /** The WAR under test. */
    static Path war() {
        return path("backplane.war");
    }
}
