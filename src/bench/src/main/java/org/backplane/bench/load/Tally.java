package org.backplane.bench.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.backplane.bench.load.time.Stamp;
import org.backplane.bench.load.time.Ticks;

/** What the connections of one thread saw in a window. That thread writes; the counters may be read by others meanwhile. */
final class Tally {

    private static final long LONGEST = 600_000_000L;
    private static final int DIGITS = 3;
    private static final int COMPLAINTS = 20;

    private final Trial trial;
    private final Histogram all = new Histogram(LONGEST, DIGITS);
    private final Histogram far = new Histogram(LONGEST, DIGITS);
    private final Histogram acknowledgements = new Histogram(LONGEST, DIGITS);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong lastDelivery = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    Tally(Trial trial) {
        this.trial = trial;
    }

    /** The first sequence number that counts. */
    long base() {
        return trial.base();
    }

    /** Counts a message if it belongs to the window. */
    void deliver(byte[] buffer, int stamp, Link link, long now) {
        long sequence = Stamp.sequence(buffer, stamp);
        if (sequence < trial.base()) {
            return;
        }
        int stream = Stamp.stream(buffer, stamp);
        link.check().see(stream, sequence);
        long micros = micros(now - Stamp.scheduled(buffer, stamp));
        all.recordValue(micros);
        if (trial.isFar(stream, link.node())) {
            far.recordValue(micros);
        }
        lastDelivery.lazySet(now);
        count(delivered);
    }

    void acknowledge(long sequence, long sentAt, long now) {
        if (sequence >= trial.base()) {
            count(acknowledged);
            if (sentAt >= 0) {
                acknowledgements.recordValue(micros(now - sentAt));
            }
        }
    }

    void refuse(String why) {
        count(refused);
        complain(why);
    }

    void close(String why) {
        count(closed);
        complain(why);
    }

    private void complain(String why) {
        if (complaints.size() < COMPLAINTS) {
            complaints.add(why);
        }
    }

    private static void count(AtomicLong counter) {
        counter.lazySet(counter.getPlain() + 1);
    }

    private static long micros(long nanos) {
        return Math.min(LONGEST, Math.max(0, nanos / 1000));
    }

    long delivered() {
        return delivered.get();
    }

    /** When the last one came, in {@link Ticks}. */
    long lastDelivery() {
        return lastDelivery.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long refused() {
        return refused.get();
    }

    long closed() {
        return closed.get();
    }

    /** The first few reasons of refusals and closures. */
    Queue<String> complaints() {
        return complaints;
    }

    /** All deliveries; to be read by the writing thread. */
    Histogram all() {
        return all;
    }

    /** Deliveries at another node than that of the publisher; likewise. */
    Histogram far() {
        return far;
    }

    /** From sending to the server's confirmation, where it was timed; likewise. */
    Histogram acknowledgements() {
        return acknowledgements;
    }
}
