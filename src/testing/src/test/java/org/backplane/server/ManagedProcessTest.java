package org.backplane.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A script that starts a process, as the start-up scripts of servers do. */
@EnabledOnOs(OS.LINUX)
class ManagedProcessTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void killEndsTheProcessAndWhatItStarted() {
        try (Script script = new Script(directory)) {
            script.start();
            List<ProcessHandle> running = script.awaitBoth();

            script.kill();

            assertThat(running).noneMatch(ProcessHandle::isAlive);
            assertThat(script.isRunning()).isFalse();
        }
    }

    @Test
    void stopLetsTheProcessEndByItselfAndItStartsAgain() throws IOException {
        try (Script script = new Script(directory)) {
            script.stop();
            script.start();
            script.awaitBoth();
            long first = script.pid();

            script.stop();

            assertThat(script.isRunning()).isFalse();
            assertThatThrownBy(script::pid).isInstanceOf(IllegalStateException.class);
            script.start();
            script.awaitBoth();
            assertThat(script.pid()).isNotEqualTo(first);
            assertThat(script.log()).content().containsOnlyOnce("asked to end");
        }
    }

    @Test
    void pausedProcessContinuesWhenItIsResumed() {
        try (Script script = new Script(directory)) {
            script.start();
            script.awaitBoth();

            script.pause();
            await().atMost(SOON).until(() -> state(script.pid()).equals("T"));
            script.resume();

            await().atMost(SOON).until(() -> state(script.pid()).equals("S"));
        }
    }

    /** T is stopped, S waits. */
    private static String state(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return line.replaceFirst("(?s).*\\) (\\w) .*", "$1");
    }

    private static final class Script extends ManagedProcess {

        private final Path directory;

        Script(Path directory) {
            this.directory = directory;
        }

        void start() {
            String script = "trap 'echo asked to end; exit' TERM; sleep 600 & wait";
            startChild(new ProcessBuilder("sh", "-c", script), log());
        }

        List<ProcessHandle> awaitBoth() {
            return await().atMost(SOON).until(this::processes, running -> running.size() == 2);
        }

        @Override
        public Path log() {
            return directory.resolve("out.log");
        }
    }
}
