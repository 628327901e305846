package org.backplane.broker.redis.cluster;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.loop.Backoff;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.config.HostPort;
import org.backplane.config.RedisTopology;
import org.jspecify.annotations.Nullable;

/**
 * Queries the servers of a Redis Cluster for the slot map: at the start, after each redirection or failure, and every ten
 * seconds. Runs on one thread; {@link #refreshSoon} and {@link #problem} are for any thread. The back-off between queries is
 * jittered, and grows while the Cluster is not stable.
 */
final class SlotMapRefresher implements LoopThread.Loop {

    private static final System.Logger LOG = System.getLogger(SlotMapRefresher.class.getName());
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(900);
    private static final Duration OPENING_TIME = Duration.ofMillis(RedisWriter.DEADLINE_MILLIS);
    private static final long IDLE_MILLIS = 10_000;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final int MAX_HINTS = 64;

    private final LinkParts parts;
    private final Client client;
    private final BlockingQueue<Optional<HostPort>> hints = new LinkedBlockingQueue<>(MAX_HINTS);
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private final Map<HostPort, RedisConnector> connectors = new HashMap<>();
    private SlotMap newest = SlotMap.NONE;
    private volatile String problem = "no server was queried yet";
    private Set<HostPort> first = Set.of();

    SlotMapRefresher(LinkParts parts, Client client) {
        this.parts = parts;
        this.client = client;
    }

    /** The user of the slot map. Called by the refresher's thread. */
    interface Client {

        /** Applies the map that was read; true if every slot and every link is as it should be. */
        boolean apply(SlotMap map);

        /** Whether the links to a server work. */
        boolean isUp(HostPort server);
    }

    /**
     * Reads the map again soon, because a call or a subscription failed.
     *
     * @param knowingServer a server that is likely to know the new place
     */
    void refreshSoon(Optional<HostPort> knowingServer) {
        if (!hints.offer(knowingServer)) {
            LOG.log(Level.TRACE, "the slot map is about to be read anyway");
        }
    }

    /** Why the map cannot be read; empty if it can. */
    String problem() {
        return problem;
    }

    /** Reads the map once, and waits until it is needed again. */
    @Override
    public void round() throws InterruptedException {
        long began = System.nanoTime();
        boolean settled = look(first);
        backoff.pause();
        first = new LinkedHashSet<>();
        Optional<HostPort> hint = settled ? hints.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS) : hints.poll();
        while (hint != null) {
            hint.ifPresent(first::add);
            hint = hints.poll();
        }
        if (settled && System.nanoTime() - began > QUIET_NANOS) {
            backoff.reset();
        }
    }

    @Override
    public void failed(Throwable why) {
        problem = "reading the slot map failed: " + why;
    }

    @Override
    public void ended() {
        problem = "the thread that reads the slot map has ended";
    }

    private boolean look(Set<HostPort> first) {
        Optional<SlotMap> best = Optional.empty();
        String why = "";
        for (HostPort node : candidates(first)) {
            try {
                SlotMap map = query(node);
                best = best.filter(other -> isBetter(other, map)).or(() -> Optional.of(map));
                if (map.isServing() && map.epoch() >= newest.epoch()) {
                    break;
                }
            } catch (RedisException | IllegalStateException e) {
                why = node + ": " + e.getMessage();
            }
        }
        if (best.isEmpty()) {
            lookFailed(why);
            return false;
        }
        newest = best.get();
        connectors.keySet().retainAll(newest.nodes());
        problem = "";
        return client.apply(newest) && newest.isServing();
    }

    private static boolean isBetter(SlotMap one, SlotMap other) {
        return one.isServing() != other.isServing() ? one.isServing() : one.epoch() >= other.epoch();
    }

    private void lookFailed(String why) {
        if (!problem.equals(why)) {
            problem = why;
            LOG.log(
                    Level.WARNING,
                    "No node of the Redis Cluster at {0} returns the slots; the last one, {1}",
                    parts.address(),
                    why);
        }
    }

    /** The servers to query, in order: those likely to know, those with working links at random, then all others. */
    private Set<HostPort> candidates(Set<HostPort> first) {
        List<HostPort> known = new ArrayList<>(newest.nodes());
        Collections.shuffle(known);
        Set<HostPort> all = new LinkedHashSet<>(first);
        known.stream().filter(client::isUp).forEach(all::add);
        all.addAll(known);
        all.addAll(((RedisTopology.Cluster) parts.address().topology()).seeds());
        return all;
    }

    /** Connectors are kept, because each checks the rights of its user only once. */
    private RedisConnector connector(HostPort node) {
        return connectors.computeIfAbsent(node, parts::connector);
    }

    private SlotMap query(HostPort node) {
        @Nullable RedisConnection opened = null;
        try {
            opened = connector(node).open(REPLY_TIMEOUT, OPENING_TIME);
            return ClusterView.query(opened, node);
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
