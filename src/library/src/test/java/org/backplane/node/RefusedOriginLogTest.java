package org.backplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.backplane.security.Origins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the log line for a proxy that causes refusals of pages of the application itself. */
class RefusedOriginLogTest {

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(RefusedOriginLog.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    private static Origins.Headers headers(Map<String, String> headers) {
        return Origins.Headers.of(name -> Optional.ofNullable(headers.get(name)));
    }

    @Test
    void manyRefusalsAreOneLineThatNamesOriginHostAndSetting() {
        RefusedOriginLog log = new RefusedOriginLog();
        for (int i = 0; i < 1_000; i++) {
            log.refused(headers(Map.of("Origin", "https://chat.example:8443", "Host", "chat.example")));
        }
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .contains("\"https://chat.example:8443\"", "\"chat.example\"", "Host header", "setting origins");
    }

    @Test
    void headersAreEscapedAndBounded() {
        new RefusedOriginLog().refused(headers(Map.of("Origin", "x\r\nforged line" + "y".repeat(10_000))));
        assertThat(lines.get(0))
                .doesNotContain("\n")
                .contains("x\\r\\nforged", "(none)")
                .hasSizeLessThan(1_000);
    }
}
