package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The WAR of another revision of this project, which {@code .ci/war-of} builds. */
final class Revision {

    private static final int NOT_HERE = 3;
    private static final int CLONE_IS_SHALLOW = 4;
    private static final int BUILD_MINUTES = 20;

    private Revision() {}

    /**
     * Builds it, if it is not there yet. Where the revision is not here the test is skipped; with CI=true that is a failure,
     * except in a shallow clone.
     */
    static Path war(String revision) throws IOException, InterruptedException {
        Path said = Files.createTempFile("war-of-", ".log");
        try {
            Process build = new ProcessBuilder("bash", ".ci/war-of", revision)
                    .redirectError(said.toFile())
                    .start();
            String war = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
            String why = Files.readString(said);
            assertThat(ended).as(why).isTrue();
            assumeFalse(build.exitValue() == CLONE_IS_SHALLOW, why);
            assumeFalse(build.exitValue() == NOT_HERE && !isRequired(), why);
            assertThat(build.exitValue()).as(why).isZero();
            return Path.of(war.strip());
        } finally {
            Files.delete(said);
        }
    }

    private static boolean isRequired() {
        return "true".equals(System.getenv("CI"));
    }
}
