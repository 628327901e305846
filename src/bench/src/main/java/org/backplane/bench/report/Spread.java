package org.backplane.bench.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What several repetitions of one measurement gave. */
record Spread(double median, double min, double max) {

    private static final int SMALL = 10;
    private static final int MIDDLING = 100;

    /**
     * Of at least one value; with an even number of them the median is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values " + Arrays.toString(sorted));
        }
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return new Spread((sorted[lower] + sorted[upper]) / 2, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, and the others in brackets if they differ from it. */
    String text() {
        String range = min == max ? "" : " (" + text(min) + "–" + text(max) + ")";
        return text(median) + range;
    }

    /** With three significant digits, and thousands apart. */
    static String text(double value) {
        double size = Math.abs(value);
        String format = size >= MIDDLING || value == 0 ? "%,.0f" : size >= SMALL ? "%,.1f" : "%,.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
