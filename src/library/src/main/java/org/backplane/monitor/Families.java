package org.backplane.monitor;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.Timings;

/**
 * Collects the metrics of one response to Prometheus, each with a help text. Adds the prefix {@code backplane_} to every name,
 * and the suffix {@code _total} to every counter. Not thread-safe.
 */
final class Families {

    private static final String PREFIX = "backplane_";
    private static final double MICROS_PER_SECOND = 1e6;

    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /** One value of a metric with several values. */
    record Point(Labels labels, long value) {}

    /** Adds constants as labels. */
    Families info(String help, Labels labels) {
        all.metricSnapshot(InfoSnapshot.builder()
                .name("backplane")
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
                .build());
        return this;
    }

    /** Adds a gauge. */
    Families gauge(String name, String help, long value) {
        return gauges(name, help, List.of(new Point(Labels.EMPTY, value)));
    }

    /** Adds a gauge that is 1 or 0. */
    Families claim(String name, String help, boolean isTrue) {
        return gauge(name, help, isTrue ? 1 : 0);
    }

    /** Adds a gauge with several values by labels. */
    Families gauges(String name, String help, List<Point> points) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        points.forEach(point -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(point.labels())
                .value((double) point.value())
                .build()));
        all.metricSnapshot(gauge.build());
        return this;
    }

    /** Adds a counter. */
    Families counter(String name, String help, long value) {
        return counters(name, help, List.of(new Point(Labels.EMPTY, value)));
    }

    /** Adds a counter with several values by one label. */
    Families counters(String name, String help, String label, Map<String, Long> values) {
        return counters(
                name,
                help,
                values.entrySet().stream()
                        .map(entry -> new Point(Labels.of(label, entry.getKey()), entry.getValue()))
                        .toList());
    }

    /** Adds a counter with several values by labels. */
    Families counters(String name, String help, List<Point> points) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        points.forEach(point -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(point.labels())
                .value((double) point.value())
                .build()));
        all.metricSnapshot(counter.build());
        return this;
    }

    /** Adds a histogram of durations. */
    Families timings(String name, String help, Timings.Counts times) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        int bounded = times.upToMicros().size();
        for (int i = 0; i < bounded; i++) {
            buckets.bucket(
                    times.upToMicros().get(i) / MICROS_PER_SECOND,
                    times.counts().get(i));
        }
        buckets.bucket(Double.POSITIVE_INFINITY, times.counts().get(bounded));
        all.metricSnapshot(HistogramSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum((double) times.sumNanos() / TimeUnit.SECONDS.toNanos(1))
                        .build())
                .build());
        return this;
    }

    MetricSnapshots all() {
        return all.build();
    }
}
