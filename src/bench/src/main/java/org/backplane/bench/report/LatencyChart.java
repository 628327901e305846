package org.backplane.bench.report;

import java.util.ArrayList;
import java.util.List;

/** For each contender a line from its median over p99 to p99.9, on a logarithmic scale: what is shorter and further left is better. */
record LatencyChart(String title, List<Line> lines) {

    private static final int WIDTH = 760;
    private static final int TOP = 70;
    private static final int STEP = 30;
    private static final int BOTTOM = 36;
    private static final double[] SIZES = {7, 5.5, 4};

    /** @param millis p50, p99 and p99.9 */
    record Line(String label, List<Double> millis, int colour) {
        Line {
            millis = List.copyOf(millis);
        }
    }

    LatencyChart {
        lines = List.copyOf(lines);
    }

    String svg() {
        int height = TOP + lines.size() * STEP + BOTTOM;
        Svg svg = new Svg(WIDTH, height, title);
        LogScale scale = LogScale.of(
                lines.stream().flatMap(line -> line.millis().stream()).toList(), 220, WIDTH - 60);
        scale.ticks().forEach(tick -> {
            double x = scale.at(tick);
            svg.line(List.of(new double[] {x, TOP - 16}, new double[] {x, height - BOTTOM + 4.0}), "grid");
            svg.text(x, height - 14.0, "middle faint", LogScale.text(tick) + " ms");
        });
        svg.text(16, 46, "faint", "large dot p50, middle p99, small p99.9");
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), TOP + i * STEP, scale);
        }
        return svg.xml();
    }

    private static void draw(Svg svg, Line line, double y, LogScale scale) {
        List<double[]> points = new ArrayList<>();
        line.millis().forEach(value -> points.add(new double[] {scale.at(value), y}));
        svg.text(204, y + 4, "right", line.label());
        svg.line(points, Svg.colour(line.colour()));
        for (int i = 0; i < points.size(); i++) {
            svg.circle(points.get(i)[0], y, SIZES[i % SIZES.length], Svg.colour(line.colour()));
        }
    }
}
