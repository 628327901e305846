package org.backplane.endpoint.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TyrusContainerTest {

    /** Lengths and headers are those of RFC 6455, section 5.2. */
    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "1, 8101",
        "125, 817d",
        "126, 817e007e",
        "65535, 817effff",
        "65536, 817f0000000000010000",
    })
    void frameHasTheHeaderOfItsLength(int length, String header) {
        String text = "x".repeat(length);
        ByteBuffer frame = TyrusContainer.encode(text.getBytes(StandardCharsets.UTF_8));

        byte[] head = new byte[header.length() / 2];
        frame.get(head);
        assertThat(head).asHexString().isEqualToIgnoringCase(header);
        assertThat(StandardCharsets.UTF_8.decode(frame).toString()).isEqualTo(text);
    }
}
