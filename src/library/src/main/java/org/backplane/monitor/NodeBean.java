package org.backplane.monitor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerFigures.Link;
import org.backplane.broker.Timings;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.command.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The JMX attributes of a node. Consoles read each attribute separately, so figures are cached for {@value #MAX_AGE_MILLIS}
 * ms; the health is always current. Thread-safe; no method blocks.
 */
final class NodeBean implements NodeMXBean {

    static final long MAX_AGE_MILLIS = 500;

    private final Supplier<Figures> source;
    private final Supplier<Health> health;
    private final LongSupplier nanoTime;
    private volatile @Nullable Taken last;

    /** @param nanoTime the clock, like {@link System#nanoTime} */
    NodeBean(Supplier<Figures> source, Supplier<Health> health, LongSupplier nanoTime) {
        this.source = source;
        this.health = health;
        this.nanoTime = nanoTime;
    }

    private record Taken(Figures figures, long at) {}

    private Figures figures() {
        Taken known = last;
        long now = nanoTime.getAsLong();
        if (known == null || now - known.at() > TimeUnit.MILLISECONDS.toNanos(MAX_AGE_MILLIS)) {
            known = new Taken(source.get(), now);
            last = known;
        }
        return known.figures();
    }

    private HubStatus.Now now() {
        return figures().hub().now();
    }

    private HubStatus.Ever ever() {
        return figures().hub().ever();
    }

    private List<Link> links() {
        return figures().broker().links();
    }

    @Override
    public String getName() {
        return figures().node().name();
    }

    @Override
    public String getVersion() {
        return figures().node().version();
    }

    @Override
    public long getUptime() {
        return figures().node().uptime().toSeconds();
    }

    @Override
    public String getBroker() {
        return health.get().broker();
    }

    @Override
    public boolean isBrokerAvailable() {
        return health.get().isBrokerAvailable();
    }

    @Override
    public boolean isReady() {
        return health.get().isReady();
    }

    @Override
    public int getConnections() {
        return now().connections();
    }

    @Override
    public int getUsers() {
        return now().users();
    }

    @Override
    public int getChannels() {
        return now().channels();
    }

    @Override
    public long getSubscriptions() {
        return now().subscriptions();
    }

    @Override
    public long getConnectionsOpened() {
        return ever().opened();
    }

    @Override
    public Map<String, Long> getConnectionsClosed() {
        return Figures.byName(ever().closed(), CloseReason::text);
    }

    @Override
    public long getSlowCloses() {
        return ever().closed().getOrDefault(CloseReason.SLOW, 0L);
    }

    @Override
    public long getLinesReceived() {
        return ever().received();
    }

    @Override
    public long getLinesSent() {
        return ever().sent();
    }

    @Override
    public Map<String, Long> getMessagesPublished() {
        return Figures.byName(ever().published(), Figures::nameOf);
    }

    @Override
    public Map<String, Long> getMessagesDelivered() {
        return Figures.byName(ever().delivered(), Figures::nameOf);
    }

    @Override
    public long getTransientDropped() {
        return ever().transientDropped();
    }

    @Override
    public Map<String, Long> getRefusals() {
        return Figures.byName(ever().refusals(), ErrorCode::wire);
    }

    @Override
    public long getRecoveriesFromMemory() {
        return ever().recalls();
    }

    @Override
    public long getRecoveriesFromBroker() {
        return ever().recoveries();
    }

    @Override
    public long getUnrecovered() {
        return ever().unrecovered();
    }

    @Override
    public long getResets() {
        return ever().resets();
    }

    @Override
    public long getQueueBytes() {
        return now().queueBytes();
    }

    @Override
    public long getQueueLimit() {
        return now().queueLimit();
    }

    @Override
    public long getRecentBytes() {
        return now().recentBytes();
    }

    @Override
    public Map<Long, Long> getPublishTimes() {
        return byTime(figures().hub().storing());
    }

    @Override
    public Map<Long, Long> getRedisRoundTrips() {
        return byTime(figures().broker().roundTrip());
    }

    private static Map<Long, Long> byTime(Timings.Counts times) {
        Map<Long, Long> counts = new TreeMap<>();
        for (int i = 0; i < times.counts().size(); i++) {
            boolean isBounded = i < times.upToMicros().size();
            counts.put(
                    isBounded ? times.upToMicros().get(i) : Long.valueOf(Long.MAX_VALUE),
                    times.counts().get(i));
        }
        return counts;
    }

    @Override
    public Map<String, Boolean> getRedisLinks() {
        return byLink(Link::isUp);
    }

    @Override
    public Map<String, Long> getRedisLinkRestarts() {
        return byLink(Link::restarts);
    }

    private <V> Map<String, V> byLink(Function<Link, V> value) {
        Map<String, V> values = new TreeMap<>();
        links().forEach(link -> values.put(link.name(), value.apply(link)));
        return values;
    }

    @Override
    public boolean isRedisWritesRefused() {
        return figures().broker().refusals().writesNow();
    }

    @Override
    public Map<String, Long> getRedisErrors() {
        return new TreeMap<>(figures().broker().refusals().ever());
    }

    @Override
    public Map<String, Long> getRedisEvents() {
        return Figures.byName(figures().broker().events(), BrokerEvent::label);
    }

    @Override
    public long getRedisQueueBytes() {
        return figures().broker().queueBytes();
    }
}
