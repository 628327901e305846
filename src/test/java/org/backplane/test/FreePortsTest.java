package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwice() {
        assertThat(Stream.generate(FreePorts::takeOne).limit(500)).doesNotHaveDuplicates();
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
