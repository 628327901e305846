package org.backplane.endpoint.websocket;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.endpoint.BasePath;
import org.backplane.endpoint.RequestOrigin;
import org.backplane.endpoint.container.Container;
import org.backplane.hub.Hub;
import org.backplane.security.Origins;
import org.backplane.security.RateLimit;
import org.backplane.security.RoleNames;

/**
 * Filters the WebSocket handshake: answers 403 to pages of origins that are not allowed and to logins without a name. It
 * passes the remote address and the roles of the user to the endpoint in request headers, because Jakarta WebSocket does not
 * offer them, or only during the handshake. It also drains the connections when the application stops.
 */
@WebFilter(urlPatterns = BasePath.LIBRARY + "/hub", asyncSupported = true)
public class HandshakeFilter extends HttpFilter {

    /** The header with the remote address. A header of this name from the client is replaced. */
    static final String REMOTE_ADDRESS = "X-Backplane-Remote-Address";

    /**
     * The header with the roles of the user, encoded by {@link RoleList}. A header of this name from the client is replaced.
     */
    static final String ROLES = "X-Backplane-Roles";

    /** The header with the {@link HandshakePass}. A header of this name from the client is replaced. */
    static final String PASS = "X-Backplane-Pass";

    /** The response header by which {@code backplane.js} recognizes a refusal of this filter. */
    private static final String REFUSED = "Backplane-Refused";

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(HandshakeFilter.class.getName());

    private final transient RateLimitedLog rareLog = new RateLimitedLog(LOG);

    @Inject
    private transient Origins origins;

    @Inject
    private transient Hub hub;

    @Inject
    private transient RoleNames roles;

    @Inject
    private transient Configuration configuration;

    @Inject
    private transient HandshakePass pass;

    /** For the container. */
    public HandshakeFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isServed()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!origins.allow(RequestOrigin.of(request))) {
            refuse(response, "origin");
        } else if (Handshake.isNameless(request.getUserPrincipal())) {
            rareLog.log(
                    Level.WARNING,
                    "Refused a WebSocket of a login whose name is empty. Let the server's login module or identity store give"
                            + " every login a name.");
            refuse(response, "login");
        } else {
            chain.doFilter(new RequestWithFacts(Container.limitPings(request, this::pings), facts(request)), response);
        }
    }

    /** Whether there is a hub at the path of this filter. */
    protected boolean isServed() {
        return !BasePath.isRoot();
    }

    private static void refuse(HttpServletResponse response, String cause) throws IOException {
        response.setHeader(REFUSED, cause);
        response.sendError(HttpServletResponse.SC_FORBIDDEN, cause + " refused");
    }

    /**
     * Drains the connections while their sessions are still open: on undeployment, WildFly 39 destroys the filters of an
     * application, then closes its sessions with 1001, and ends its CDI contexts last. When all of WildFly stops, by SIGTERM
     * for example, no callback is early enough: Undertow suspends first and closes all sessions with 1001.
     */
    @Override
    public void destroy() {
        hub.drain();
    }

    /** Pings have the rate limit of commands, since each of them is answered too. */
    private RateLimit pings() {
        return new RateLimit(
                configuration.get(Settings.CONNECTION_RATE),
                configuration.get(Settings.CONNECTION_BURST),
                System::nanoTime);
    }

    private Facts facts(HttpServletRequest request) {
        return new Facts(
                request.getRemoteAddr(),
                request.getUserPrincipal() == null ? "" : RoleList.encode(roles.held(request::isUserInRole)),
                pass.secret());
    }

    /** The added headers. Not a map, because servers keep them as long as the connection is open. */
    private record Facts(String remoteAddress, String roles, String pass) {

        static final List<String> NAMES = List.of(REMOTE_ADDRESS, ROLES, PASS);

        static boolean contains(String name) {
            return NAMES.stream().anyMatch(name::equalsIgnoreCase);
        }

        /** The value of a header of {@link #NAMES}. */
        String value(String name) {
            return name.equalsIgnoreCase(REMOTE_ADDRESS) ? remoteAddress : name.equalsIgnoreCase(ROLES) ? roles : pass;
        }
    }

    /** The request with the headers of {@link Facts} added. */
    private static final class RequestWithFacts extends HttpServletRequestWrapper {

        private final Facts facts;

        RequestWithFacts(HttpServletRequest request, Facts facts) {
            super(request);
            this.facts = facts;
        }

        @Override
        public String getHeader(String name) {
            return Facts.contains(name) ? facts.value(name) : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return Facts.contains(name) ? Collections.enumeration(Set.of(facts.value(name))) : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
            names.removeIf(Facts::contains);
            names.addAll(Facts.NAMES);
            return Collections.enumeration(names);
        }
    }
}
