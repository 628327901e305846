package org.backplane.endpoint.pages;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells browsers to run and show nothing in Backplane's pages but what this application serves, so that text which found its
 * way into the page as markup would do nothing.
 *
 * <p>In a WAR that is laid over Backplane the other pages are the application's, and it alone decides about their headers.
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

    private static final Set<String> FILES = Set.of(
            "/backplane.js",
            "/chat.css",
            "/status.css",
            "/login.css",
            "/node.css",
            LoginPage.PATH,
            LoginPage.FAILED,
            "/logout",
            RefusedPage.PATH);

    private static final List<String> FOLDERS = List.of("/backplane/", "/chat/", "/status/", "/looks/");

    /** The pages that an application may replace by its own of the same name, and what only ours contain. */
    private static final Map<String, String> PAGES =
            Map.of("/index.html", "src=\"chat/main.js\"", "/status.html", "src=\"status/status.js\"");

    private static final long serialVersionUID = 1L;

    private transient Set<String> ownPages = Set.of();

    /** For the container. */
    public PageHeaders() {}

    @Override
    public void init() throws ServletException {
        Set<String> own = new HashSet<>();
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            if (text(page.getKey()).contains(page.getValue())) {
                own.add(page.getKey());
            }
        }
        ownPages = Set.copyOf(own);
    }

    private String text(String path) throws ServletException {
        try (InputStream file = getServletContext().getResourceAsStream(path)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ServletException("cannot read " + path, e);
        }
    }

    private static String policy(String formTargets) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action " + formTargets + "; frame-ancestors 'none'";
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOwn(path(request)) && !isHandshake(request)) {
            guard(response);
        }
        chain.doFilter(request, response);
    }

    private boolean isOwn(String path) {
        return FILES.contains(path)
                || ownPages.contains(path.isEmpty() || path.equals("/") ? "/index.html" : path)
                || FOLDERS.stream().anyMatch(path::startsWith);
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
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
