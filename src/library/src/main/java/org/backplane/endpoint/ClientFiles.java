package org.backplane.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.backplane.security.Origins;

/**
 * Allows the pages of {@code origins} to load the browser client from this server by CORS headers, which browsers require for
 * modules of another host. These are the pages that may open the WebSocket.
 */
@WebFilter(
        urlPatterns = {BasePath.LIBRARY + "/backplane.js", BasePath.LIBRARY + "/backplane/*"},
        asyncSupported = true)
public class ClientFiles extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Origins origins;

    /** For the container. */
    public ClientFiles() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && origins.isAllowed(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        chain.doFilter(request, response);
    }
}
