package org.backplane.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.backplane.hub.Hub;
import org.backplane.security.Origins;

/**
 * Stands before the WebSocket handshake: refuses pages of other origins with 403, and tells the endpoint where the client
 * connects from, which Jakarta WebSocket does not. It also closes this door when the application ends.
 */
@WebFilter(urlPatterns = "/hub", asyncSupported = true)
public final class HandshakeFilter extends HttpFilter {

    /** The header that carries the address to the endpoint; one of that name from outside never arrives. */
    static final String REMOTE_ADDRESS = "X-Backplane-Remote-Address";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Origins origins;

    @Inject
    private transient Hub hub;

    /** For the container. */
    public HandshakeFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Origins.Headers headers = new Origins.Headers(
                Optional.ofNullable(request.getHeader("Origin")),
                Optional.ofNullable(request.getHeader("Host")),
                Optional.ofNullable(request.getHeader("X-Forwarded-Host")));
        if (origins.allow(headers)) {
            chain.doFilter(new WithRemoteAddress(request), response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "origin refused");
        }
    }

    /**
     * Sends the clients away while their sessions are still open: WildFly 39 destroys the filters of an application that
     * ends, then closes its sessions with 1001, and ends its CDI contexts last. When the whole of WildFly is told to end, by
     * SIGTERM say, nothing is early enough: Undertow suspends first, and closes all sessions with 1001 as it does.
     */
    @Override
    public void destroy() {
        hub.dismissAll();
    }

    /** The request with one more header. */
    private static final class WithRemoteAddress extends HttpServletRequestWrapper {

        WithRemoteAddress(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase(REMOTE_ADDRESS) ? getRemoteAddr() : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(REMOTE_ADDRESS)
                    ? Collections.enumeration(Set.of(getRemoteAddr()))
                    : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
            names.removeIf(REMOTE_ADDRESS::equalsIgnoreCase);
            names.add(REMOTE_ADDRESS);
            return Collections.enumeration(names);
        }
    }
}
