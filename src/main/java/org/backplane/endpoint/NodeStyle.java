package org.backplane.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/** Serves the style sheet that makes the pages of one server look different from those of another. */
@WebServlet("/node.css")
public final class NodeStyle extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> GRADIENTS = Map.of(
            "sunset", "#ff9966, #ff5e62 60%, #7b2ff7",
            "ocean", "#2e8bc0, #145da0 60%, #0c2d48",
            "forest", "#a8c686, #4f7942 60%, #1f3d1f",
            "dawn", "#fceabb, #f8b6b8 60%, #8e9eda",
            "night", "#41496b, #232946 60%, #0d0f1c",
            "desert", "#f6d7a7, #d9a066 60%, #8f563b");

    @Inject
    private transient Configuration configuration;

    /** For the container. */
    public NodeStyle() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/css");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.getWriter()
                .print(configuration
                        .get(Settings.NODE_BACKGROUND)
                        .map(NodeStyle::rule)
                        .orElse(""));
    }

    /** The setting admits colours, names and paths only, so nothing in it can end the declaration. */
    static String rule(String background) {
        String gradient = GRADIENTS.get(background);
        if (gradient != null) {
            return ":root{--background:linear-gradient(160deg, " + gradient + ")}";
        }
        boolean isPath = background.contains("/") || background.contains(".");
        return ":root{--background:" + (isPath ? "url(\"" + background + "\")" : background) + "}";
    }
}
