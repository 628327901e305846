package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests which variables name Redis, and which are reported as having no effect. */
class EnvironmentTest {

    private static final String NO_SETTING = "there is no such setting. Check the spelling.";

    @Test
    void portCompletesAHostWithoutOne() {
        assertRedis(Map.of("REDIS_HOST", "h", "REDIS_PORT", "26500"), "h:26500", "REDIS_HOST and REDIS_PORT");
        assertRedis(Map.of("REDIS_HOST", "[::1]", "REDIS_PORT", " 1 "), "[::1]:1", "REDIS_HOST and REDIS_PORT");
        assertRedis(
                Map.of("BACKPLANE_REDIS_HOST", "h", "BACKPLANE_REDIS_PORT", "1", "REDIS_HOST", "i", "REDIS_PORT", "2"),
                "h:1",
                "BACKPLANE_REDIS_HOST and BACKPLANE_REDIS_PORT");
    }

    @Test
    void invalidPortFailsTheDeployment() {
        assertThatExceptionOfType(BadSettingException.class)
                .isThrownBy(() ->
                        Configuration.load(List.of(Environment.of(Map.of("REDIS_HOST", "h", "REDIS_PORT", "many")))))
                .withMessage("redis/host: \"***\" (from environment REDIS_HOST and REDIS_PORT)"
                        + " is not host, host:port or [IPv6 address]:port");
    }

    @Test
    void urlIsUsedWithoutAHost() {
        assertRedis(Map.of("REDIS_URL", "redis://h:1/2"), "redis://h:1/2", "REDIS_URL");
        assertRedis(Map.of("REDIS_HOST", "h", "REDIS_URL", "redis://i"), "h", "REDIS_HOST");
        assertRedis(Map.of("BACKPLANE_REDIS_URL", "redis://h", "REDIS_HOST", "i"), "redis://h", "BACKPLANE_REDIS_URL");
        assertRedis(Map.of("REDIS_HOST", "", "REDIS_URL", "redis://h"), "", "REDIS_HOST");
    }

    @Test
    void userAndPasswordHaveBothPrefixes() {
        Environment environment = Environment.of(Map.of("REDIS_USERNAME", "app", "BACKPLANE_REDIS_PASSWORD", "secret"));

        assertThat(environment.find("redis/username")).contains(new Finding.Text("app", "environment REDIS_USERNAME"));
        assertThat(environment.find("redis/password"))
                .contains(new Finding.Text("secret", "environment BACKPLANE_REDIS_PASSWORD"));
        assertThat(environment.ignoredNames()).isEmpty();
    }

    @Test
    void unknownVariableIsReported() {
        assertThat(ignoredNames(Map.of(
                        "REDIS_PROT", "1",
                        "REDIS_HOSTS", "h",
                        "BACKPLANE_HISTORY_SISE", "1",
                        "BACKPLANE_HISTORY_SIZE", "1",
                        "HISTORY_SISE", "1",
                        "PATH", "/bin")))
                .containsExactly(
                        new IgnoredName("BACKPLANE_HISTORY_SISE", NO_SETTING),
                        new IgnoredName("REDIS_HOSTS", NO_SETTING),
                        new IgnoredName("REDIS_PROT", NO_SETTING));
    }

    @Test
    void variableWithoutEffectIsReported() {
        assertThat(ignoredNames(Map.of("REDIS_PORT", "1")))
                .containsExactly(new IgnoredName("REDIS_PORT", "it only completes a REDIS_HOST that names no port."));
        assertThat(ignoredNames(Map.of("REDIS_HOST", "h:2", "REDIS_PORT", "1", "REDIS_URL", "redis://h")))
                .containsExactly(
                        new IgnoredName("REDIS_PORT", "it only completes a REDIS_HOST that names no port."),
                        new IgnoredName("REDIS_URL", "REDIS_HOST says where Redis is."));
        assertThat(ignoredNames(Map.of("BACKPLANE_REDIS_HOST", "h", "REDIS_PORT", "1")))
                .containsExactly(new IgnoredName("REDIS_PORT", "it only completes a REDIS_HOST that names no port."));
        assertThat(ignoredNames(Map.of("REDIS_HOST", "h:1", "REDIS_PORT", "1"))).isEmpty();
        assertThat(ignoredNames(Map.of("REDIS_URL", "redis://h:1/0", "REDIS_PORT", "1")))
                .isEmpty();
    }

    @Test
    void variablesOfKubernetesServicesAreIgnored() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "REDIS_PORT", "tcp://10.0.0.1:6379",
                "REDIS_SERVICE_HOST", "10.0.0.1",
                "REDIS_SERVICE_PORT", "6379",
                "REDIS_SERVICE_PORT_REDIS", "6379",
                "REDIS_PORT_6379_TCP", "tcp://10.0.0.1:6379",
                "REDIS_PORT_6379_TCP_PROTO", "tcp",
                "REDIS_PORT_6379_TCP_PORT", "6379",
                "REDIS_PORT_6379_TCP_ADDR", "10.0.0.1",
                "REDIS_MASTER_PORT", "tcp://10.0.0.1:6379",
                "BACKPLANE_PORT", "tcp://10.0.0.2:8080"));
        assertThat(ignoredNames(variables)).isEmpty();
        assertThat(Environment.of(variables).find("redis/host")).isEmpty();

        variables.put("REDIS_HOST", "h");
        assertRedis(variables, "h", "REDIS_HOST");
        assertThat(ignoredNames(variables)).isEmpty();
    }

    private static List<IgnoredName> ignoredNames(Map<String, String> variables) {
        return Environment.of(variables).ignoredNames();
    }

    private static void assertRedis(Map<String, String> variables, String text, String source) {
        assertThat(Environment.of(variables).find("redis/host"))
                .contains(new Finding.Text(text, "environment " + source));
    }
}
