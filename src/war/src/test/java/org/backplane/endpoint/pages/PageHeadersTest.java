package org.backplane.endpoint.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the response headers of pages. */
class PageHeadersTest {

    private static final Path WEBAPP = Path.of("src", "war", "src", "main", "webapp");

    private final Set<String> headerNames = new HashSet<>();
    private boolean passed;

    private void answer(String path, Map<String, String> headers, String indexPage) throws Exception {
        PageHeaders filter = new PageHeaders();
        filter.init(fake(FilterConfig.class, (proxy, method, arguments) -> context(indexPage)));
        HttpServletRequest request =
                fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletPath" -> path;
                    case "getPathInfo" -> null;
                    default -> headers.get((String) arguments[0]);
                });
        HttpServletResponse response =
                fake(HttpServletResponse.class, (proxy, method, arguments) -> headerNames.add((String) arguments[0]));
        FilterChain chain = (asked, answered) -> passed = true;
        filter.doFilter(request, response, chain);
    }

    private static ServletContext context(String indexPage) {
        return fake(ServletContext.class, (proxy, method, arguments) -> {
            String path = (String) arguments[0];
            String text = path.equals("/index.html") ? indexPage : file(path);
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static String file(String path) throws IOException {
        return Files.readString(WEBAPP.resolve(path.substring(1)));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    @Nullable Object result = handler.invoke(proxy, method, arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/index.html",
                "/status.html",
                "/chat.css",
                "/node.css",
                "/backplane.js",
                "/backplane/link.js",
                "/chat/main.js",
                "/status/status.js",
                "/looks/mark.svg",
                "/login",
                "/refused"
            })
    void pagesOfBackplaneAreProtected(String path) throws Exception {
        answer(path, Map.of("Upgrade", "h2c"), file("/index.html"));
        assertThat(headerNames)
                .contains("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control");
        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/index.html", "/orders.html", "/shop/basket", "/backplane.html", "/api/basket"})
    void pagesOfAnApplicationAreNotChanged(String path) throws Exception {
        answer(path, Map.of(), "<!DOCTYPE html><title>Shop</title><form action='https://pay.example'>");
        assertThat(headerNames).isEmpty();
        assertThat(passed).isTrue();
    }

    @Test
    void responsesOfHandshakesGetNoHeaders() throws Exception {
        answer("/backplane/hub", Map.of("Upgrade", "WebSocket"), file("/index.html"));
        assertThat(headerNames).isEmpty();
        assertThat(passed).isTrue();
    }
}
