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
 * Sets a content security policy on the pages of Backplane: browsers run and load only what this application serves, so that
 * injected markup has no effect.
 *
 * <p>In an application that is built on the WAR of Backplane, the other pages belong to the application, which decides about
 * their headers alone.
 */
@WebFilter(
        urlPatterns = "/*",
        // Containers show the login page by a forward, and a refusal as an error.
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR},
        asyncSupported = true)
public final class PageHeaders extends HttpFilter {

    /** The policy of pages that send forms to the server. */
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

    /**
     * The pages that an application may replace by its own of the same name, with a text that only the pages of Backplane
     * contain.
     */
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
            addHeaders(response);
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

    /** The response of a handshake is not a page, and servers keep its headers as long as the connection is open. */
    private static boolean isHandshake(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static void addHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        // The pages consist of many files, which must not be mixed with those of another version from the cache.
        response.setHeader("Cache-Control", "no-cache");
    }
}
