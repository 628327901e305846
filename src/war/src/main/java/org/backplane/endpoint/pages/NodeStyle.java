package org.backplane.endpoint.pages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/** Serves the style sheet with the background of this node, by which users tell nodes apart. */
@WebServlet("/node.css")
public final class NodeStyle extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** The pictures in {@code looks}, each with a colour for buttons with white text. */
    private static final Map<String, String> LOOKS = Map.of(
            "sunset", "#a8324f",
            "ocean", "#0f629f",
            "forest", "#2a6a3f",
            "dawn", "#5b4a94",
            "night", "#413f8f",
            "desert", "#8a4a1f");

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

    /** Returns the CSS rule. The setting admits colours, names and paths only, so its value cannot end the declaration. */
    static String rule(String background) {
        String accent = LOOKS.get(background);
        if (accent != null) {
            return ":root{--background:url(\"looks/" + background + ".svg\");--accent:" + accent + "}";
        }
        return ":root{--background:" + (isPath(background) ? "url(\"" + background + "\")" : plain(background)) + "}";
    }

    private static boolean isPath(String background) {
        return background.contains("/") || background.contains(".");
    }

    /** Returns a colour as a CSS image. */
    private static String plain(String colour) {
        return "linear-gradient(" + colour + "," + colour + ")";
    }
}
