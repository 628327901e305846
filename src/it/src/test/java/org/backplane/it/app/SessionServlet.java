package org.backplane.it.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Ends the caller's session in the name of a test: {@code POST /session?do=end}, or lets it expire in a second. */
@WebServlet("/session")
public class SessionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        if ("end".equals(request.getParameter("do"))) {
            request.getSession(false).invalidate();
        } else {
            request.getSession(false).setMaxInactiveInterval(1);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
