package org.backplane.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backplane.bench.load.frame.ClientFrame;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.frame.Masks;
import org.junit.jupiter.api.Test;

/** Frames of both directions, without a network. */
class FramesTest {

    private static final byte[] NOTHING = {};

    /** Keeps what it gets, and whatever is left of the bytes for the next time, as a connection does. */
    private static final class Receiver implements FrameReader.Sink {
        private final List<String> frames = new ArrayList<>();
        private final FrameReader.Span payload = new FrameReader.Span();
        private byte[] left = NOTHING;

        @Override
        public void frame(int opcode, boolean last, byte[] buffer, FrameReader.Span span) {
            String text = new String(buffer, span.from(), span.length(), StandardCharsets.UTF_8);
            frames.add(opcode + (last ? "." : "+") + text);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        void receive(byte[] bytes) {
            byte[] all = Arrays.copyOf(left, left.length + bytes.length);
            System.arraycopy(bytes, 0, all, left.length, bytes.length);
            FrameReader.Span span = new FrameReader.Span().set(0, all.length);
            FrameReader.read(all, span, payload, this);
            left = Arrays.copyOfRange(all, span.from(), span.to());
        }
    }

    private static byte[] fromServer(String... payloads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String payload : payloads) {
            bytes.writeBytes(ServerFrame.text(payload));
        }
        return bytes.toByteArray();
    }

    @Test
    void areTheSameWhereverTheBytesAreCut() {
        String longer = "b".repeat(300);
        byte[] bytes = fromServer("a", "", longer);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Receiver receiver = new Receiver();
            receiver.receive(Arrays.copyOf(bytes, cut));
            receiver.receive(Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(receiver.frames).as("cut at %s", cut).containsExactly("1.a", "1.", "1." + longer);
            assertThat(receiver.left).isEmpty();
        }
    }

    @Test
    void areReadInEveryLengthThatTheHeaderKnows() {
        for (int length : List.of(0, 125, 126, 127, 65_535, 65_536, 200_000)) {
            Receiver receiver = new Receiver();
            receiver.receive(fromServer("x".repeat(length), "end"));

            assertThat(receiver.frames).containsExactly("1." + "x".repeat(length), "1.end");
        }
    }

    @Test
    void tellTheirKindAndWhetherTheyAreTheLastPart() {
        Receiver receiver = new Receiver();
        receiver.receive(new byte[] {0x01, 1, 'a', (byte) 0x89, 1, 'p', (byte) 0x80, 1, 'b'});

        assertThat(receiver.frames).containsExactly("1+a", "9.p", "0.b");
    }

    @Test
    void thatAServerMasksAreRefused() {
        assertThatThrownBy(() -> new Receiver().receive(new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 5}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofAClientAreMaskedAndComeBackUnmasked() {
        for (int length : List.of(0, 1, 125, 126, 65_535, 65_536)) {
            byte[] payload =
                    "payload ".repeat(length / 8 + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer frame = ClientFrame.of(ClientFrame.TEXT, payload, 0x0badcafe);

            byte[] sent = new byte[frame.remaining()];
            frame.get(sent);
            assertThat(sent[1] & 0x80).isEqualTo(0x80);
            assertThat(ServerFrame.payload(sent)).isEqualTo(payload);
        }
    }

    @Test
    void ofAClientFollowTheExampleOfTheStandard() {
        byte[] frame = new byte[11];
        ClientFrame.of(ClientFrame.TEXT, "Hello".getBytes(StandardCharsets.US_ASCII), 0x37fa213d)
                .get(frame);

        assertThat(frame).containsExactly(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
    }

    @Test
    void getAnotherMaskEach() {
        Masks masks = new Masks();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            seen.add(masks.next());
        }

        // Two of 5,000 random numbers are the same in one run of 350, three pairs in one of tens of millions.
        assertThat(seen).hasSizeGreaterThan(4997);
    }
}
