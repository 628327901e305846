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
import org.backplane.endpoint.RequestOrigin;
import org.backplane.endpoint.container.WatchedUpgrade;
import org.backplane.hub.Hub;
import org.backplane.security.Origins;
import org.backplane.security.RateLimit;
import org.backplane.security.RoleNames;

/**
 * Stands before the WebSocket handshake: refuses pages of other origins and logins without a name with 403, and tells the
 * endpoint where the client connects from and in which roles they are, which Jakarta WebSocket does not, or only as long as
 * the handshake lasts. It also closes the WebSocket endpoint when the application ends.
 */
@WebFilter(urlPatterns = "/hub", asyncSupported = true)
public final class HandshakeFilter extends HttpFilter {

    /** The header that carries the address to the endpoint; one of that name from outside never arrives. */
    static final String REMOTE_ADDRESS = "X-Backplane-Remote-Address";

    /** Likewise, the roles that the user is in. */
    static final String ROLES = "X-Backplane-Roles";

    /** Likewise, what shows that this filter wrote them. */
    static final String PASS = "X-Backplane-Pass";

    /** By which {@code backplane.js} tells this refusal from others. */
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
        if (!origins.allow(RequestOrigin.of(request))) {
            refuse(response, "origin");
        } else if (Handshake.isNameless(request.getUserPrincipal())) {
            rareLog.log(
                    Level.WARNING,
                    "Refused a WebSocket of a login whose name is empty, so that nobody knows who it is. Let the server's login"
                            + " module or identity store give every login a name.");
            refuse(response, "login");
        } else {
            chain.doFilter(new Annotated(WatchedUpgrade.of(request, this::pings), notes(request)), response);
        }
    }

    private static void refuse(HttpServletResponse response, String what) throws IOException {
        response.setHeader(REFUSED, what);
        response.sendError(HttpServletResponse.SC_FORBIDDEN, what + " refused");
    }

    /**
     * Sends the clients away while their sessions are still open: WildFly 39 destroys the filters of an application that
     * ends, then closes its sessions with 1001, and ends its CDI contexts last. When the whole of WildFly is told to end, by
     * SIGTERM say, nothing is early enough: Undertow suspends first, and closes all sessions with 1001 as it does.
     */
    @Override
    public void destroy() {
        hub.drain();
    }

    /** A ping is answered, as a command is. */
    private RateLimit pings() {
        return new RateLimit(
                configuration.get(Settings.CONNECTION_RATE),
                configuration.get(Settings.CONNECTION_BURST),
                System::nanoTime);
    }

    /** What the endpoint is to know besides. */
    private Notes notes(HttpServletRequest request) {
        return new Notes(
                request.getRemoteAddr(),
                request.getUserPrincipal() == null ? "" : RoleList.write(roles.held(request::isUserInRole)),
                pass.secret());
    }

    /** Headers; servers keep them as long as the connection is open, so they are no map. */
    private record Notes(String remoteAddress, String roles, String pass) {

        static final List<String> NAMES = List.of(REMOTE_ADDRESS, ROLES, PASS);

        static boolean areCalled(String name) {
            return NAMES.stream().anyMatch(name::equalsIgnoreCase);
        }

        /** The value of a header of {@link #NAMES}. */
        String value(String name) {
            return name.equalsIgnoreCase(REMOTE_ADDRESS) ? remoteAddress : name.equalsIgnoreCase(ROLES) ? roles : pass;
        }
    }

    /** The request with more headers. */
    private static final class Annotated extends HttpServletRequestWrapper {

        private final Notes notes;

        Annotated(HttpServletRequest request, Notes notes) {
            super(request);
            this.notes = notes;
        }

        @Override
        public String getHeader(String name) {
            return Notes.areCalled(name) ? notes.value(name) : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return Notes.areCalled(name) ? Collections.enumeration(Set.of(notes.value(name))) : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
            names.removeIf(Notes::areCalled);
            names.addAll(Notes.NAMES);
            return Collections.enumeration(names);
        }
    }
}
