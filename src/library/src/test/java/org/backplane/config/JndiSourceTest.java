package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JndiSourceTest {

    @Test
    void environmentOfTheComponentComesFirst() throws NamingException {
        assertThat(find(Map.of("java:comp/env/redis/host", "a", "java:global/redis/host", "b", "redis/host", "c")))
                .contains(new Finding.Text("a", "JNDI java:comp/env/redis/host"));
    }

    @Test
    void globalNameComesBeforeTheBareOne() throws NamingException {
        assertThat(find(Map.of("java:global/redis/host", "b", "redis/host", "c")))
                .contains(new Finding.Text("b", "JNDI java:global/redis/host"));
    }

    @Test
    void bareNameComesLast() throws NamingException {
        assertThat(find(Map.of("redis/host", "c"))).contains(new Finding.Text("c", "JNDI redis/host"));
    }

    @Test
    void emptyTextEndsTheSearch() throws NamingException {
        assertThat(find(Map.of("java:comp/env/redis/host", "", "redis/host", "c")))
                .contains(new Finding.Text("", "JNDI java:comp/env/redis/host"));
    }

    @ParameterizedTest
    @MethodSource
    void valueIsConvertedToText(Object value, String text) throws NamingException {
        assertThat(find(Map.of("redis/host", value))).contains(new Finding.Text(text, "JNDI redis/host"));
    }

    static Stream<Object[]> valueIsConvertedToText() {
        return Stream.of(
                new Object[] {7, "7"},
                new Object[] {7_000_000_000L, "7000000000"},
                new Object[] {true, "true"},
                new Object[] {'a', "a"},
                new Object[] {"host", "host"});
    }

    @Test
    void otherValueIsUnusableAndEndsTheSearch() throws NamingException {
        assertThat(find(Map.of("java:global/redis/host", URI.create("redis://a"), "redis/host", "c")))
                .contains(new Finding.Unusable("java.net.URI", "JNDI java:global/redis/host"));
    }

    @Test
    void everyNamingExceptionMeansNotBound() throws NamingException {
        assertThat(find(Map.of(
                        "java:comp/env/redis/host", new NoInitialContextException(),
                        "java:global/redis/host", new NamingException("unknown scheme"),
                        "redis/host", new NameNotFoundException())))
                .isEmpty();
    }

    @Test
    void contextOfThatNameIsNoValue() throws NamingException {
        assertThat(find(Map.of("java:global/redis/host", new FakeNaming(Map.of()), "redis/host", "c")))
                .contains(new Finding.Text("c", "JNDI redis/host"));
    }

    @Test
    void withoutANamingNothingIsBound() {
        Source source = new JndiSource(() -> {
            throw new NoInitialContextException();
        });

        assertThat(source.find("redis/host")).isEmpty();
    }

    @Test
    void thisProcessHasNoNaming() {
        assertThat(Source.jndi().find("redis/host")).isEmpty();
    }

    @Test
    void contextIsClosedAndAFailureToCloseIsIgnored() throws NamingException {
        FakeNaming naming = new FakeNaming(Map.of("redis/host", "c"));

        assertThat(new JndiSource(() -> naming).find("redis/host")).isPresent();
        assertThat(naming.isClosed()).isTrue();
    }

    private static Optional<Finding> find(Map<String, Object> bound) throws NamingException {
        FakeNaming naming = new FakeNaming(bound);
        return new JndiSource(() -> naming).find("redis/host");
    }
}
