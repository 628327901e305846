package org.backplane.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Places numbers by their size in powers of ten.
 *
 * @param lowest power of ten that is shown
 * @param highest likewise, greater than the lowest
 * @param from where the lowest is
 * @param to where the highest is; may be less than {@code from}
 */
record LogScale(int lowest, int highest, double from, double to) {

    /** One that holds all of these; what is not above 0 is taken for the smallest. */
    static LogScale of(List<Double> values, double from, double to) {
        List<Double> shown = values.stream().filter(value -> value > 0).toList();
        double min = stream(shown).min().orElse(1);
        double max = stream(shown).max().orElse(1);
        int lowest = (int) Math.floor(Math.log10(min));
        return new LogScale(lowest, Math.max(lowest + 1, (int) Math.ceil(Math.log10(max))), from, to);
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    /** Where a number is. */
    double at(double value) {
        double power = Math.max(lowest, value > 0 ? Math.log10(value) : lowest);
        return from + (to - from) * (power - lowest) / (highest - lowest);
    }

    /** All powers of ten. */
    List<Double> ticks() {
        return IntStream.rangeClosed(lowest, highest)
                .mapToObj(power -> Math.pow(10, power))
                .toList();
    }

    /** A power of ten as people write it. */
    static String text(double tick) {
        return tick >= 1 ? String.format(Locale.ROOT, "%,.0f", tick) : Double.toString(tick);
    }
}
