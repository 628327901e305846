package org.backplane.bench.load;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** A measured stretch of time, and what the connections of a swarm saw in it. Used by one thread. */
public final class Window {

    private static final Duration STILLNESS = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Swarm swarm;
    private final List<Tally> tallies;

    Window(Swarm swarm, List<Tally> tallies) {
        this.swarm = swarm;
        this.tallies = tallies;
    }

    private long sum(ToLongFunction<Tally> counter) {
        return tallies.stream().mapToLong(counter).sum();
    }

    /** Deliveries so far. */
    public long delivered() {
        return sum(Tally::delivered);
    }

    /** Nanoseconds from a moment to the last delivery; 0 if there was none after it. */
    public long lastDelivery(long since) {
        return Math.max(0, tallies.stream().mapToLong(Tally::lastDelivery).max().orElse(0) - since);
    }

    /** Publishes that were confirmed so far. */
    public long acknowledged() {
        return sum(Tally::acknowledged);
    }

    /** Publishes that were turned down, and other complaints, so far. */
    public long refused() {
        return sum(Tally::refused);
    }

    /** Connections that ended so far, and were not meant to. */
    public long closed() {
        return sum(Tally::closed);
    }

    /** The first few reasons of refusals and closures. */
    public List<String> complaints() {
        return tallies.stream().flatMap(tally -> tally.complaints().stream()).toList();
    }

    /** Waits until so many deliveries and confirmations have come, or none has for three seconds. */
    public void drain(long deliveries, long acknowledgements) {
        Progress progress = new Progress();
        await("deliveries")
                .atMost(PATIENCE.multipliedBy(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> (delivered() >= deliveries && acknowledged() >= acknowledgements)
                        || progress.isStill(delivered() + acknowledged()));
    }

    private static final class Progress {
        private final long start = System.nanoTime();
        private long count = -1;
        private long since;

        boolean isStill(long current) {
            long now = System.nanoTime();
            if (current != count) {
                count = current;
                since = now;
            }
            boolean hasBegun = count > 0; // the first clients of a cold server take longer than those that follow
            return (hasBegun && now - since > STILLNESS.toNanos()) || now - start > PATIENCE.toNanos();
        }
    }

    /** Latencies of all deliveries, in microseconds. */
    public Histogram all() {
        return merged(Tally::all);
    }

    /** Of the deliveries at another node than the publisher's. */
    public Histogram far() {
        return merged(Tally::far);
    }

    /** From sending to confirmation. */
    public Histogram acknowledgements() {
        return merged(Tally::acknowledgements);
    }

    private Histogram merged(Function<Tally, Histogram> part) {
        Histogram sum = new Histogram(3);
        sum.setAutoResize(true);
        swarm.ofEach(loop -> part.apply(loop.tally()).copy()).forEach(sum::add);
        return sum;
    }

    /** What is amiss, of so many messages that were sent to each stream. */
    public Amiss amiss(long sentOfEach) {
        return swarm.ofEach(loop -> amiss(loop, sentOfEach)).stream().reduce(new Amiss(0, 0, 0, 0), Amiss::plus);
    }

    private static Amiss amiss(Loop loop, long sentOfEach) {
        Amiss sum = new Amiss(0, 0, 0, 0);
        for (Link link : loop.links()) {
            SequenceCheck check = link.check();
            sum = sum.plus(new Amiss(check.lost(sentOfEach), check.doubled(), check.outOfOrder(), check.foreign()));
        }
        return sum;
    }

    /** Deliveries that did not come, came twice, came late, or came to the wrong one. */
    public record Amiss(long lost, long doubled, long outOfOrder, long foreign) {

        Amiss plus(Amiss other) {
            return new Amiss(
                    lost + other.lost, doubled + other.doubled, outOfOrder + other.outOfOrder, foreign + other.foreign);
        }
    }
}
