package org.backplane.it.app;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls the beans in the name of a test: {@code POST /orders?do=publish&text=…}; {@code GET} reads the board. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient OrderDesk desk;

    @Inject
    private transient OrderBoard board;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(board.read());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try {
            response.getWriter().write(call(request));
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private String call(HttpServletRequest request) throws Exception {
        String text = request.getParameter("text");
        return switch (request.getParameter("do")) {
            case "publish" -> desk.publish(text);
            case "fire" -> desk.fire(text);
            case "commit" -> desk.commit(text);
            case "rollback" -> desk.rollback(text);
            case "members" -> desk.members();
            case "topic" -> desk.topic(text);
            case "send" -> desk.send(request.getParameter("user"), text);
            case "disconnect" -> desk.disconnect(request.getParameter("user"));
            default -> throw new IllegalArgumentException(request.getQueryString());
        };
    }
}
