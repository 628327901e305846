package org.backplane.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Link;
import org.backplane.bench.load.Pacer;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.Swarm;
import org.backplane.bench.load.Trial;
import org.backplane.bench.load.Voice;
import org.backplane.bench.load.Window;
import org.backplane.bench.load.dialect.BackplaneDialect;
import org.backplane.bench.load.dialect.Subscription;

/**
 * Channels with listeners spread over the nodes, and one listener of each that publishes there, on schedule. The same connections may be
 * measured at several rates, one after the other.
 */
final class Traffic implements AutoCloseable {

    private final Contender contender;
    private final Swarm swarm;
    private final Pacer pacer;
    private final int[] homes;
    private final int listeners;

    /** Opens the connections; blocks until all listen. */
    Traffic(Contender contender, int channels, int listeners) {
        this.contender = contender;
        this.listeners = listeners;
        this.homes = new int[channels];
        this.swarm = new Swarm(contender);
        List<Link> links = swarm.open(subscriptions(channels));
        List<Voice> voices = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            Link first = links.get(channel * listeners);
            homes[channel] = first.node();
            voices.add(Voice.of(first, contender.dialect(), channel));
        }
        this.pacer = new Pacer(voices);
    }

    private List<Subscription> subscriptions(int channels) {
        String run = channelPrefix();
        int nodes = contender.nodes().size();
        List<Subscription> subscriptions = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            for (int listener = 0; listener < listeners; listener++) {
                subscriptions.add(Subscription.fresh(
                        (channel + listener) % nodes, run + channel, new Subscription.Streams(channel, 1)));
            }
        }
        return subscriptions;
    }

    /** Another one in every run, so that nothing is there from before. */
    static String channelPrefix() {
        return String.format(
                Locale.ROOT, "load-%08x-", ThreadLocalRandom.current().nextInt());
    }

    /** Sends for a while at a rate, over all channels together; what came of it is not looked at. */
    void warmUp(long perSecond, long seconds) {
        Window window = swarm.window(new Trial(pacer.next(), homes));
        long ofEach = ofEach(perSecond, seconds);
        pacer.run(perSecond, ofEach);
        window.drain(ofEach * homes.length * listeners, 0);
    }

    private long ofEach(long perSecond, long seconds) {
        return Math.max(1, perSecond * seconds / homes.length);
    }

    /** Sends for a while at a rate, and measures. */
    Measured measure(long perSecond, long seconds) {
        Window window = swarm.window(new Trial(pacer.next(), homes));
        long ofEach = ofEach(perSecond, seconds);
        long sent = ofEach * homes.length;
        CpuTime before = CpuTime.of(contender.processes());
        pacer.run(perSecond, ofEach);
        long inTime = window.delivered();
        CpuTime atEnd = CpuTime.of(contender.processes()).since(before);
        window.drain(sent * listeners, acknowledges() ? sent : 0);
        CpuTime used = CpuTime.of(contender.processes()).since(before);
        return new Measured(window, new Sent(sent, ofEach, sent * listeners), inTime * 1e9 / atEnd.taken(), used);
    }

    private boolean acknowledges() {
        return contender.dialect() instanceof BackplaneDialect;
    }

    /** @param expected deliveries */
    record Sent(long all, long ofEach, long expected) {}

    /**
     * A window that is over.
     *
     * @param perSecond deliveries in the time that was sent in
     */
    record Measured(Window window, Sent sent, double perSecond, CpuTime used) {

        Row.Load load() {
            Window.Amiss amiss = window.amiss(sent.ofEach());
            return new Row.Load(
                    sent.all(),
                    window.acknowledged(),
                    window.delivered(),
                    sent.expected(),
                    amiss.lost(),
                    amiss.doubled(),
                    amiss.outOfOrder(),
                    perSecond,
                    Latencies.of(window.all()));
        }

        Row.Cost cost() {
            return used.over(window.delivered());
        }
    }

    @Override
    public void close() {
        swarm.close();
    }
}
