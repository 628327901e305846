package org.backplane.endpoint.pages;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.backplane.message.JsonWriter;

/**
 * The error page for a 401 or 403 of the container itself, if web.xml declares it: a problem (RFC 9457) for REST requests, a
 * page for all others.
 */
@WebServlet(RefusedPage.PATH)
public final class RefusedPage extends HttpServlet {

    static final String PATH = "/refused";

    private static final long serialVersionUID = 1L;

    private static final String NOT_LOGGED_IN = "<p>This is for those who log in.</p>";
    private static final String NO_ROLE = """
            <p>Your login is fine, but it is in no role that may use this. The administrator of the server gives roles.</p>
            <form method="post" action="{base}/logout"><button>Log out</button></form>
            """;

    /** For the container. */
    public RefusedPage() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean forbidden = response.getStatus() == HttpServletResponse.SC_FORBIDDEN;
        if (isRest(request)) {
            writeProblem(forbidden, response);
        } else {
            new PlainPage(forbidden ? "Not for you" : "Log in first", forbidden ? NO_ROLE : NOT_LOGGED_IN)
                    .write(request, response);
        }
    }

    private static boolean isRest(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                && uri.startsWith(request.getContextPath() + "/api/");
    }

    private static void writeProblem(boolean forbidden, HttpServletResponse response) throws IOException {
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print(new JsonWriter()
                        .string("type", "about:blank")
                        .string("title", forbidden ? "Forbidden" : "Unauthorized")
                        .number("status", response.getStatus())
                        .string("detail", forbidden ? "this login is in no role that may" : "log in")
                        .string("code", "forbidden")
                        .bool("retry", false)
                        .end());
    }
}
