package org.backplane.bench.report;

import java.util.List;

/**
 * Horizontal bars with the value at their end and a whisker from the smallest to the largest; less is better or more is, the
 * title says.
 */
record BarChart(String title, List<Bar> bars) {

    private static final int WIDTH = 760;
    private static final int LEFT = 220;
    private static final int RIGHT = 130;
    private static final int TOP = 46;
    private static final int STEP = 30;
    private static final int THICK = 18;

    /** @param colour its place among the colours */
    record Bar(String label, Spread value, int colour) {}

    BarChart {
        bars = List.copyOf(bars);
    }

    String svg() {
        Svg svg = new Svg(WIDTH, TOP + bars.size() * STEP + 10, title);
        double most = bars.stream().mapToDouble(bar -> bar.value().max()).max().orElse(1);
        double scale = (WIDTH - LEFT - RIGHT) / (most > 0 ? most : 1);
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * STEP, scale);
        }
        return svg.xml();
    }

    private static void draw(Svg svg, Bar bar, double y, double scale) {
        Spread value = bar.value();
        double middle = y + THICK / 2.0;
        svg.text(LEFT - 8.0, middle + 4, "right", bar.label());
        svg.rectangle(LEFT, y, value.median() * scale, THICK, Svg.colour(bar.colour()));
        if (value.max() > value.min()) {
            svg.line(
                    List.of(
                            new double[] {LEFT + value.min() * scale, middle},
                            new double[] {LEFT + value.max() * scale, middle}),
                    "range");
        }
        svg.text(LEFT + value.max() * scale + 6, middle + 4, "", Spread.text(value.median()));
    }
}
