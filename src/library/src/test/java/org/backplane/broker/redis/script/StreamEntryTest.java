package org.backplane.broker.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.backplane.message.ChannelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEntryTest {

    private static final ChannelName HOME = new ChannelName("home");

    private static StreamEntry entry(String payload) {
        return StreamEntry.parse(payload.getBytes(UTF_8));
    }

    @Test
    void messagesAfterAnOffsetHaveLargerOffsets() {
        StreamEntry entry = entry("1 e 7 2 42\n\"id\":\"a\"}\n\"id\":\"b\"}");

        assertThat(entry.after(HOME, 0)).hasSize(2);
        assertThat(entry.after(HOME, 7))
                .extracting(m -> m.position().toString())
                .containsExactly("e:8");
        assertThat(entry.after(HOME, 8)).isEmpty();
        assertThat(entry.after(HOME, Long.MAX_VALUE - 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 e 7 0 42",
                "1 e 7 2 42\nx",
                "1 e -1 1 42\nx",
                "1 e 9223372036854775807 1 42\nx",
                "1 e 7 1 x\nx",
                "1 e 7 1 -1\nx",
                "1 e 7 1 9223372036854775807\nx",
                "1 e!f 7 1 42\nx",
                "2 e 7 1 42\nx",
                ""
            })
    void payloadThatIsNoBatchIsRefused(String payload) {
        assertThatIllegalArgumentException().isThrownBy(() -> entry(payload));
    }
}
