package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwice() {
        assertThat(Stream.generate(FreePorts::takeOne).limit(500)).doesNotHaveDuplicates();
    }

    @Test
    void anotherProcessIsGivenOtherPorts() throws IOException {
        List<Integer> ours = FreePorts.take(50);

        assertThat(takenByAnotherProcess(50)).hasSize(50).doesNotContainAnyElementsOf(ours);
    }

    private static List<Integer> takenByAnotherProcess(int count) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Printer.class.getName(),
                        String.valueOf(count))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return lines.lines().map(Integer::valueOf).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes ports in a process of its own, and prints them. */
    static final class Printer {

        private Printer() {}

        public static void main(String[] count) {
            FreePorts.take(Integer.parseInt(count[0])).forEach(System.out::println);
        }
    }

    @Test
    void portForANodeOfAClusterHasAnotherOneForItsBus() throws IOException {
        int port = FreePorts.takeOneWithBus();

        for (int listening : new int[] {port, port + 10_000}) {
            try (ServerSocket socket = new ServerSocket(listening, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}
