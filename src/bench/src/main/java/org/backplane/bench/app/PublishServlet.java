package org.backplane.bench.app;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** {@code POST /load?publishers=16&seconds=5} answers with what {@link PublishDesk} reports. */
@WebServlet("/load")
public class PublishServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient PublishDesk desk;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int publishers = Integer.parseInt(request.getParameter("publishers"));
        long seconds = Long.parseLong(request.getParameter("seconds"));
        try {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write(desk.run(publishers, Duration.ofSeconds(seconds)));
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
