package org.backplane.endpoint.pages;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.backplane.endpoint.RequestOrigin;
import org.backplane.security.Origins;

/**
 * Logs a user out: ends the HTTP session, which closes its connections.
 *
 * <p>A POST from a page of an allowed origin ends the session and redirects to the chat, which asks for a login again. A HEAD
 * tells whether logging out is possible: 204, or 409 if there is no login or the browser itself keeps it (BASIC).
 */
@WebServlet("/logout")
public final class Logout extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Origins origins;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public Logout() {}

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(canEnd(request) ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_CONFLICT);
    }

    private static boolean canEnd(HttpServletRequest request) {
        return request.getUserPrincipal() != null
                && !HttpServletRequest.BASIC_AUTH.equalsIgnoreCase(request.getAuthType())
                && request.getSession(false) != null;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!origins.allow(RequestOrigin.of(request))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        HttpSession session = request.getSession(false);
        request.logout();
        if (session != null) {
            session.invalidate();
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/");
    }
}
