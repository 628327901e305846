package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/http.md} lists all requests. */
class HttpPageTest {

    private static final Pattern REQUEST = Pattern.compile("`(GET|PUT|POST|DELETE) ([a-z][^`?]*)(?:\\?[^`]*)?`");

    @Test
    void listsExactlyTheRequestsOfTheResources() {
        Set<String> listed = Markdown.read("docs/http.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> REQUEST.matcher(line).results())
                .map((MatchResult request) -> request.group(1) + " " + request.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = new RestApplication()
                .getClasses().stream()
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .flatMap(HttpPageTest::requests)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(served).hasSizeGreaterThan(8);
    }

    private static Stream<String> requests(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> httpMethod(method).map(verb -> verb + " " + path(resource, method)).stream());
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(one -> Optional.ofNullable(one.annotationType().getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(Class<?> resource, Method method) {
        String below = Optional.ofNullable(method.getAnnotation(Path.class))
                .map(path -> "/" + path.value())
                .orElse("");
        return resource.getAnnotation(Path.class).value() + below;
    }
}
