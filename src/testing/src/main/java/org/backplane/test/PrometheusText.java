package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format of Prometheus 0.0.4 more strictly than Prometheus does: each family once, with its help and its type
 * before its figures, no figure twice, no unit or suffix forgotten, histograms complete.
 */
public final class PrometheusText {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
    private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(\\{" + LABEL + "(?:," + LABEL + ")*\\})? (-?[0-9.]+(?:E-?[0-9]+)?|\\+Inf|NaN)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private String family = "";

    private PrometheusText() {}

    /** @throws AssertionError if anything is not as it should be */
    public static PrometheusText parse(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r");
        PrometheusText parsed = new PrometheusText();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("# HELP")) {
                parsed.begin(line, lines.get(i + 1));
                i++;
            } else {
                parsed.sample(line);
            }
        }
        parsed.types.forEach(parsed::isComplete);
        return parsed;
    }

    private void begin(String helpLine, String typeLine) {
        Matcher help = matching(HELP, helpLine);
        Matcher type = matching(TYPE, typeLine);
        family = help.group(1);
        assertThat(type.group(1)).isEqualTo(family);
        assertThat(types).as("families").doesNotContainKey(family);
        types.put(family, type.group(2));
        assertThat(family.endsWith("_total"))
                .as(typeLine)
                .isEqualTo(type.group(2).equals("counter"));
    }

    private void sample(String line) {
        Matcher sample = matching(SAMPLE, line);
        String suffix = "histogram".equals(types.get(family)) ? "_(bucket|sum|count)" : "";
        assertThat(sample.group(1)).matches(family + suffix);
        String labels = sample.group(2) == null ? "" : sample.group(2);
        assertThat(samples).as("figures").doesNotContainKey(sample.group(1) + labels);
        samples.put(sample.group(1) + labels, Double.parseDouble(sample.group(3).replace("+Inf", "Infinity")));
    }

    private void isComplete(String name, String type) {
        assertThat(samples.keySet()).as(name).anyMatch(sample -> sample.startsWith(name));
        if (type.equals("histogram")) {
            List<Double> buckets = new ArrayList<>();
            samples.forEach((sample, value) -> {
                if (sample.startsWith(name + "_bucket{")) {
                    buckets.add(value);
                }
            });
            assertThat(buckets).as("cumulative").isSorted();
            assertThat(value(name + "_bucket{le=\"+Inf\"}")).isEqualTo(value(name + "_count"));
            assertThat(value(name + "_sum")).isNotNegative();
        }
    }

    private static Matcher matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    /** A figure by its name and its labels, as they stand in the text. */
    public double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new AssertionError(sample + " is not among " + samples.keySet());
        }
        return value;
    }

    /** Which families there are, and of which type each is. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** All names with their labels. */
    public List<String> samples() {
        return List.copyOf(samples.keySet());
    }
}
