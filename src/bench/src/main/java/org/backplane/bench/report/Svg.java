package org.backplane.bench.report;

import java.util.List;
import java.util.Locale;

/** Draws one picture that is legible on light and dark pages: it brings its own background, and follows the reader's choice. */
final class Svg {

    /** Colours that the colour-blind can tell apart, for light pages; the same on dark ones, only lighter. */
    private static final List<String> LIGHT =
            List.of("#0072b2", "#d55e00", "#009e73", "#aa4499", "#8a6d00", "#555555", "#882255");

    private static final List<String> DARK =
            List.of("#56b4e9", "#ff9d5c", "#2fd6a5", "#e58fd0", "#f0d14a", "#bbbbbb", "#ff7fae");

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    /**
     * An empty picture.
     *
     * @param title what it shows, for those who see it and those who do not
     */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        body.append("<title>").append(escape(title)).append("</title>\n");
        body.append("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"6\"/>\n");
        text(16, 26, "head", title);
    }

    /** How many colours there are; further ones are the same again. */
    static String colour(int index) {
        return "c" + index % LIGHT.size();
    }

    Svg text(double x, double y, String style, String text) {
        body.append(format("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, escape(text)));
        return this;
    }

    Svg rectangle(double x, double y, double wide, double high, String colour) {
        body.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                colour, x, y, Math.max(wide, 1), high));
        return this;
    }

    Svg circle(double x, double y, double radius, String colour) {
        body.append(format("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>%n", colour, x, y, radius));
        return this;
    }

    /** A line through points, each an x and a y. */
    Svg line(List<double[]> points, String style) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(format("%s%.1f %.1f", path.isEmpty() ? "M" : " L", point[0], point[1]));
        }
        body.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(path)
                .append("\"/>\n");
        return this;
    }

    /** The whole file. */
    String xml() {
        String size = format("width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"", width, height, width, height);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" " + size + ">\n<style>\n" + style()
                + "</style>\n" + body + "</svg>\n";
    }

    private static String style() {
        return "text{font:12px system-ui,sans-serif;fill:var(--ink)} .head{font-weight:600;font-size:15px}"
                + " .right{text-anchor:end} .middle{text-anchor:middle} .faint{fill:var(--faint)}\n"
                + ".page{fill:var(--page)} path{fill:none;stroke-width:2} .grid{stroke:var(--grid);stroke-width:1}"
                + " .range{stroke:var(--ink);stroke-width:1.5}\n"
                + colours()
                + "svg{--page:#ffffff;--ink:#1f2328;--faint:#59636e;--grid:#d1d9e0" + variables(LIGHT) + "}\n"
                + "@media (prefers-color-scheme:dark){svg{--page:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--grid:#3d444d"
                + variables(DARK) + "}}\n";
    }

    private static String colours() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < LIGHT.size(); i++) {
            rules.append(format(".c%d{fill:var(--c%d)} path.c%d{fill:none;stroke:var(--c%d)}%n", i, i, i, i));
        }
        return rules.toString();
    }

    private static String variables(List<String> palette) {
        StringBuilder variables = new StringBuilder();
        for (int i = 0; i < palette.size(); i++) {
            variables.append(";--c").append(i).append(':').append(palette.get(i));
        }
        return variables.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
