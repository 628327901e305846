package org.backplane.endpoint.container;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.backplane.security.RateLimit;
import org.junit.jupiter.api.Test;

class PingLimitTest {

    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final PingLimit limit = new PingLimit(new RateLimit(1, 3, () -> 0));

    private static byte[] frame(int first, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) first);
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            frame.put((byte) 0xfe).putShort((short) length);
        } else {
            frame.put((byte) 0xff).putLong(length);
        }
        frame.putInt(0x89898989);
        for (int i = 0; i < length; i++) {
            frame.put((byte) 0x89);
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private void accept(byte[] bytes) throws IOException {
        limit.accept(bytes, 0, bytes.length);
    }

    @Test
    void pingsAboveTheLimitCloseTheConnection() throws IOException {
        for (int i = 0; i < 3; i++) {
            accept(frame(PING, 125));
        }
        assertThatIOException().isThrownBy(() -> accept(frame(PING, 0)));
    }

    @Test
    void framesOfAllLengthsAreParsedHoweverTheyAreCut() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 70_000}) {
            stream.write(frame(TEXT, length));
            stream.write(frame(PONG, 125));
        }
        stream.write(frame(PING, 2));
        stream.write(frame(PING, 2));
        stream.write(frame(PING, 2));
        byte[] all = stream.toByteArray();
        for (int at = 0, step = 1; at < all.length; at += step, step = step % 977 + 1) {
            limit.accept(all, at, Math.min(step, all.length - at));
        }
        assertThatIOException().isThrownBy(() -> accept(frame(PING, 0)));
    }

    @Test
    void unmaskedFrameClosesTheConnection() {
        assertThatIOException().isThrownBy(() -> accept(new byte[] {(byte) TEXT, 2}));
        assertThatIOException().isThrownBy(() -> new PingLimit(new RateLimit(1, 3, () -> 0))
                .accept(new byte[] {(byte) TEXT, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0}, 0, 14));
    }

    @Test
    void payloadIsNotTakenForAPing() {
        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        accept(frame(TEXT, 1000));
                        accept(frame(PONG, 100));
                    }
                })
                .doesNotThrowAnyException();
    }
}
