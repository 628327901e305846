package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.backplane.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private final Origins origins =
            new Origins(Configuration.of(Map.of("origins", "https://chat.example.org, other.example:8080")));

    private static Origins.Headers headers(String origin, String host) {
        return new Origins.Headers(Optional.of(origin), Optional.of(host), Optional.empty());
    }

    @Test
    void requestWithoutAnOriginIsAllowed() {
        assertThat(origins.allow(new Origins.Headers(Optional.empty(), Optional.of("a.example"), Optional.empty())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, a.example",
        "http://a.example:80, a.example",
        "http://a.example, a.example:80",
        "https://a.example, a.example",
        "https://a.example, a.example:443",
        "http://A.Example:8080, a.EXAMPLE:8080",
        "http://[::1]:8080, [::1]:8080",
        "https://chat.example.org, a.example",
        "http://other.example:8080, a.example",
    })
    void ownPagesAndThoseOfAllowedOriginsAreAllowed(String origin, String host) {
        assertThat(origins.allow(headers(origin, host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "null, a.example",
        "null, null",
        "http://evil.example, a.example",
        "http://a.example:8080, a.example",
        "http://a.example, a.example:8080",
        "http://a.example.evil, a.example",
        "a.example, a.example",
        "http://chat.example.org, a.example",
        "http://a.example, a.example:99999",
        "http://a.example, evil@a.example",
    })
    void allOthersAreRefused(String origin, String host) {
        assertThat(origins.allow(headers(origin, host))).isFalse();
    }

    @Test
    void hostThatAProxyForwardedCountsOnlyIfTheProxyIsTrusted() {
        Origins.Headers forwarded = new Origins.Headers(
                Optional.of("https://www.example"), Optional.of("inner:8080"), Optional.of("www.example, middle"));

        assertThat(origins.allow(forwarded)).isFalse();
        assertThat(new Origins(Configuration.of(Map.of("proxy/trusted", "true"))).allow(forwarded))
                .isTrue();
    }
}
