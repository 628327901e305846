package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.config.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private final Origins origins =
            new Origins(Configuration.of(Map.of("origins", "https://chat.example.org, other.example:8080")));

    private final Origins behindProxy = new Origins(Configuration.of(Map.of("proxy/trusted", "true")));

    private static Origins.Headers headers(String origin, String host) {
        return headers(Map.of("Origin", origin, "Host", host));
    }

    private static Origins.Headers headers(Map<String, String> headers) {
        return Origins.Headers.of(name -> Optional.ofNullable(headers.get(name)));
    }

    @Test
    void requestWithoutAnOriginIsAllowed() {
        assertThat(origins.allow(headers(Map.of("Host", "a.example")))).isTrue();
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
    void forwardedHostCountsOnlyOfATrustedProxy() {
        Origins.Headers forwarded = headers(Map.of(
                "Origin", "https://www.example", "Host", "inner:8080", "X-Forwarded-Host", "www.example, middle"));

        assertThat(origins.allow(forwarded)).isFalse();
        assertThat(behindProxy.allow(forwarded)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example:8443, www.example, 8443",
        "https://www.example:8443, www.example:8443, 443",
        "https://www.example, www.example, 443",
        "http://www.example, www.example, 80",
        "https://www.example:8443, www.example, '8443, 8080'",
        // The inner proxy of two names its own port.
        "https://www.example, www.example, 8080",
    })
    void forwardedPortOfATrustedProxyCounts(String origin, String host, String port) {
        Origins.Headers forwarded =
                headers(Map.of("Origin", origin, "Host", "inner", "X-Forwarded-Host", host, "X-Forwarded-Port", port));
        assertThat(behindProxy.allow(forwarded)).isTrue();
        assertThat(origins.allow(forwarded)).isFalse();
        Origins.Headers withoutForwardedHost =
                headers(Map.of("Origin", origin, "Host", host, "X-Forwarded-Port", port));
        assertThat(behindProxy.allow(withoutForwardedHost)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example:9443, www.example, 8443",
        "https://www.example:8443, www.example, x8443",
        "https://www.example:8443, www.example, 999999",
        "https://other.example:8443, www.example, 8443",
    })
    void forwardedPortAllowsNoOtherPage(String origin, String host, String port) {
        assertThat(behindProxy.allow(headers(
                        Map.of("Origin", origin, "Host", "inner", "X-Forwarded-Host", host, "X-Forwarded-Port", port))))
                .isFalse();
    }

    @Test
    void onlyRefusedRequestsAreReported() {
        List<Origins.Headers> refused = new ArrayList<>();
        Origins reporting = new Origins(Configuration.of(Map.of()), refused::add);
        Origins.Headers foreign = headers("https://a.example:8443", "a.example");

        assertThat(reporting.allow(headers("https://a.example", "a.example"))).isTrue();
        assertThat(reporting.allow(foreign)).isFalse();
        assertThat(refused).containsExactly(foreign);
    }
}
