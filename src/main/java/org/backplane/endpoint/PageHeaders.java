package org.backplane.endpoint;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers to run and show nothing but what this application serves, so that text which found its way into the page
 * as markup would do nothing.
 */
@WebFilter(
        urlPatterns = "/*",
        // A container shows its login page by a forward, and a refusal as an error.
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR},
        asyncSupported = true)
public final class PageHeaders extends HttpFilter {

    /** For the pages that send forms to the server. */
    static final String POLICY_WITH_FORMS = policy("'self'");

    private static final String POLICY = policy("'none'");

    private static final long serialVersionUID = 1L;

    /** For the container. */
    public PageHeaders() {}

    private static String policy(String formTargets) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action " + formTargets + "; frame-ancestors 'none'";
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isHandshake(request)) {
            guard(response);
        }
        chain.doFilter(request, response);
    }

    /** Nobody is shown what answers a handshake, and servers keep its headers for as long as the connection is open. */
    private static boolean isHandshake(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static void guard(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        // The pages are many files: those of two versions must not meet in one browser.
        response.setHeader("Cache-Control", "no-cache");
    }
}
