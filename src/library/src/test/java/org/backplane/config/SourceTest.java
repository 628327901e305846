package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.naming.NamingException;
import org.backplane.config.Configuration.Entry;
import org.junit.jupiter.api.Test;

/** Tests the sources of settings and their precedence. */
class SourceTest {

    private static final String NAME = "connections/per-user";

    @Test
    void contextParamHasTheNameOfTheSetting() {
        assertThat(Source.contextParams(application(Map.of(NAME, "7"))).find(NAME))
                .contains(new Finding.Text("7", "web.xml context-param"));
    }

    @Test
    void systemPropertyHasDots() {
        assertThat(Source.systemProperties(Map.of("connections.per-user", "7")::get)
                        .find(NAME))
                .contains(new Finding.Text("7", "system property connections.per-user"));
    }

    @Test
    void variableWithOurNameWinsOverTheBareOne() {
        Map<String, String> variables = Map.of("BACKPLANE_CONNECTIONS_PER_USER", "7", "CONNECTIONS_PER_USER", "8");

        assertThat(Environment.of(variables).find(NAME))
                .contains(new Finding.Text("7", "environment BACKPLANE_CONNECTIONS_PER_USER"));
    }

    @Test
    void bareVariableCountsToo() {
        assertThat(Environment.of(Map.of("CONNECTIONS_PER_USER", "8")).find(NAME))
                .contains(new Finding.Text("8", "environment CONNECTIONS_PER_USER"));
    }

    @Test
    void emptyVariableWithOurNameEndsTheSearch() {
        Map<String, String> variables = Map.of("BACKPLANE_CONNECTIONS_PER_USER", "", "CONNECTIONS_PER_USER", "8");

        assertThat(Environment.of(variables).find(NAME))
                .contains(new Finding.Text("", "environment BACKPLANE_CONNECTIONS_PER_USER"));
    }

    @Test
    void absentNameHasNoValue() {
        Lookup nothing = name -> null;

        assertThat(Stream.of(
                                Source.contextParams(application(Map.of())),
                                Source.systemProperties(nothing),
                                Environment.of(Map.of()),
                                Source.given(Map.of()))
                        .map(source -> source.find(NAME)))
                .allSatisfy(finding -> assertThat(finding).isEmpty());
    }

    @Test
    void firstPlaceThatAnswersWins() throws NamingException {
        FakeNaming naming = new FakeNaming(Map.of("java:global/" + NAME, 1));
        List<Source> all = List.of(
                new JndiSource(() -> naming),
                Source.contextParams(application(Map.of(NAME, "2"))),
                Source.systemProperties(Map.of("connections.per-user", "3")::get),
                Environment.of(Map.of("CONNECTIONS_PER_USER", "4")));

        assertThat(Stream.of(0, 1, 2, 3, 4).map(from -> entry(all.subList(from, all.size()))))
                .containsExactly(
                        new Entry(NAME, "1", "JNDI java:global/connections/per-user"),
                        new Entry(NAME, "2", "web.xml context-param"),
                        new Entry(NAME, "3", "system property connections.per-user"),
                        new Entry(NAME, "4", "environment CONNECTIONS_PER_USER"),
                        new Entry(NAME, "20", "default"));
    }

    @Test
    void deployedApplicationReadsSystemPropertiesBelowItsContextParams() {
        System.setProperty("connections.per-user", "5");
        try {
            assertThat(entry(Source.of(application(Map.of()))).source())
                    .isEqualTo("system property connections.per-user");
            assertThat(entry(Source.of(application(Map.of(NAME, "6")))).source())
                    .isEqualTo("web.xml context-param");
        } finally {
            System.clearProperty("connections.per-user");
        }
    }

    private static Entry entry(List<Source> sources) {
        return Configuration.load(sources).entries().stream()
                .filter(entry -> entry.setting().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    private static ServletContext application(Map<String, String> params) {
        return (ServletContext) Proxy.newProxyInstance(
                SourceTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameter" -> params.get((String) arguments[0]);
                    case "getInitParameterNames" -> Collections.enumeration(params.keySet());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
