package org.backplane.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.backplane.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.org, https://chat.example.org",
        "https://chat.example.org, https://chat.example.org:443",
        "https://chat.example.org:443, https://chat.example.org",
        "HTTPS://Chat.Example.ORG, https://chat.example.org",
        "http://localhost:8080, http://localhost:8080",
        "chat.example.org, https://chat.example.org",
        "chat.example.org, http://chat.example.org:80",
        "chat.example.org:8080, http://chat.example.org:8080",
        "chat.example.org:80, http://chat.example.org",
        "[::1]:8080, http://[::1]:8080",
        "capacitor://localhost, capacitor://localhost",
    })
    void allowedOriginMatches(String allowed, String header) {
        assertThat(Origin.parse(allowed).matches(header)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.org, http://chat.example.org",
        "https://chat.example.org, https://chat.example.org:8443",
        "https://chat.example.org, https://evil.chat.example.org",
        "https://chat.example.org, https://chat.example.org.evil",
        "https://chat.example.org, https://chat.example.org/",
        "https://chat.example.org, https://user@chat.example.org",
        "https://chat.example.org, https://chat.example.org:99999",
        "chat.example.org, https://chat.example.org:8443",
        "chat.example.org:443, http://chat.example.org",
        "chat.example.org, chat.example.org",
        "null, null",
        "chat.example.org, ''",
    })
    void otherOriginDoesNot(String allowed, String header) {
        assertThat(Origin.parse(allowed).matches(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "https://a/path",
                "https://a/",
                "a:b",
                "a:0",
                "a:65536",
                "https://",
                "é.example",
                "https://u@a"
            })
    void textThatIsNoOriginIsRejected(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Settings.ORIGINS.parse(text))
                .withMessageStartingWith("is not a list of origins like https://chat.example.org");
    }

    @Test
    void listIsSeparatedByCommasOrWhiteSpace() {
        assertThat(Settings.ORIGINS.parse("https://a.example:8443, b.example\n\tc.example,,d.example:80"))
                .extracting(Origin::toString)
                .containsExactly("https://a.example:8443", "b.example", "c.example", "d.example:80");
    }
}
