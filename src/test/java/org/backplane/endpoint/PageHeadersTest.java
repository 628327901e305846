package org.backplane.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What browsers are told with a page. */
class PageHeadersTest {

    private final Set<String> told = new HashSet<>();
    private boolean passed;

    private void answer(Map<String, String> headers) throws Exception {
        HttpServletRequest request =
                fake(HttpServletRequest.class, (proxy, method, arguments) -> headers.get((String) arguments[0]));
        HttpServletResponse response =
                fake(HttpServletResponse.class, (proxy, method, arguments) -> told.add((String) arguments[0]));
        FilterChain chain = (asked, answered) -> passed = true;
        new PageHeaders().doFilter(request, response, chain);
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = handler.invoke(proxy, method, arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    @Test
    void pagesHaveTheirFences() throws Exception {
        answer(Map.of("Upgrade", "h2c"));
        assertThat(told)
                .contains("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control");
        assertThat(passed).isTrue();
    }

    @Test
    void answersToHandshakesCarryNothingThatConnectionsWouldKeep() throws Exception {
        answer(Map.of("Upgrade", "WebSocket"));
        assertThat(told).isEmpty();
        assertThat(passed).isTrue();
    }
}
