package org.backplane.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How something grows, both scales logarithmic: a line per contender, whose name stands at its end. */
record LineChart(String title, String across, List<Series> series) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 220;
    private static final int TOP = 46;
    private static final int BOTTOM = 48;
    private static final double LABEL = 16;

    /** @param points with x ascending */
    record Series(String label, List<Point> points, int colour) {
        Series {
            points = List.copyOf(points);
        }
    }

    record Point(double x, double y) {}

    LineChart {
        series = List.copyOf(series);
    }

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        LogScale x = LogScale.of(all(Point::x), LEFT, WIDTH - RIGHT);
        LogScale y = LogScale.of(all(Point::y), HEIGHT - BOTTOM, TOP);
        grid(svg, x, y);
        double free = TOP;
        List<Series> fromTop = series.stream()
                .filter(line -> !line.points().isEmpty())
                .sorted((one, other) ->
                        Double.compare(last(other).y(), last(one).y()))
                .toList();
        for (Series line : fromTop) {
            free = Math.max(free, y.at(last(line).y()));
            draw(svg, line, x, y);
            svg.circle(WIDTH - RIGHT + 14.0, free, 4, Svg.colour(line.colour()));
            svg.text(WIDTH - RIGHT + 24.0, free + 4, "", line.label());
            free += LABEL;
        }
        return svg.xml();
    }

    private static void draw(Svg svg, Series line, LogScale x, LogScale y) {
        List<double[]> path = new ArrayList<>();
        line.points().forEach(point -> path.add(new double[] {x.at(point.x()), y.at(point.y())}));
        svg.line(path, Svg.colour(line.colour()));
        path.forEach(point -> svg.circle(point[0], point[1], 3.5, Svg.colour(line.colour())));
    }

    private void grid(Svg svg, LogScale x, LogScale y) {
        y.ticks().forEach(tick -> {
            svg.line(List.of(new double[] {LEFT, y.at(tick)}, new double[] {WIDTH - RIGHT, y.at(tick)}), "grid");
            svg.text(LEFT - 8.0, y.at(tick) + 4, "right faint", LogScale.text(tick));
        });
        all(Point::x).stream()
                .distinct()
                .forEach(tick -> svg.text(
                        x.at(tick), HEIGHT - BOTTOM + 18.0, "middle faint", String.format(Locale.ROOT, "%,.0f", tick)));
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10.0, "middle", across);
    }

    private static Point last(Series line) {
        return line.points().get(line.points().size() - 1);
    }

    private List<Double> all(Function<Point, Double> of) {
        return series.stream().flatMap(line -> line.points().stream()).map(of).toList();
    }
}
