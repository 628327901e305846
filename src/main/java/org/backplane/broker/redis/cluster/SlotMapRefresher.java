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
 * Finds out which server of a Redis Cluster has which slots: at the start, whenever something is not where it was, and now
 * and then. One thread; pauses are jittered, and longer the longer the trouble lasts.
 */
final class SlotMapRefresher implements LoopThread.Loop {

    private static final System.Logger LOG = System.getLogger(SlotMapRefresher.class.getName());
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(900);
    private static final Duration OPENING_TIME = Duration.ofMillis(RedisWriter.PATIENCE_MILLIS);
    private static final long REST_MILLIS = 10_000;
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
    private volatile String problem = "nobody was asked yet";
    private Set<HostPort> first = Set.of();

    SlotMapRefresher(LinkParts parts, Client client) {
        this.parts = parts;
        this.client = client;
    }

    /** Who wants to know it; by the scout's thread. */
    interface Client {

        /** This is how the slots are; true if nothing is amiss. */
        boolean learned(SlotMap map);

        /** Whether a server has answered lately. */
        boolean isUp(HostPort server);
    }

    /** Something is not where it was. */
    void suspect(Optional<HostPort> whoMayKnow) {
        if (!hints.offer(whoMayKnow)) {
            LOG.log(Level.TRACE, "enough reasons to look");
        }
    }

    /** Why nothing can be found out; empty if it can. */
    String problem() {
        return problem;
    }

    /** Looks once, and waits until there is a reason to look again. */
    @Override
    public void round() throws InterruptedException {
        long began = System.nanoTime();
        boolean settled = look(first);
        backoff.pause();
        first = new LinkedHashSet<>();
        Optional<HostPort> hint = settled ? hints.poll(REST_MILLIS, TimeUnit.MILLISECONDS) : hints.poll();
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
        problem = "finding out about it failed: " + why;
    }

    @Override
    public void ended() {
        problem = "the thread that finds out about it has ended";
    }

    private boolean look(Set<HostPort> first) {
        Optional<SlotMap> best = Optional.empty();
        String why = "";
        for (HostPort node : candidates(first)) {
            try {
                SlotMap map = ask(node);
                best = best.filter(other -> isBetter(other, map)).or(() -> Optional.of(map));
                if (map.isServing() && map.epoch() >= newest.epoch()) {
                    break;
                }
            } catch (RedisException | IllegalStateException e) {
                why = node + ": " + e.getMessage();
            }
        }
        if (best.isEmpty()) {
            cannotLook(why);
            return false;
        }
        newest = best.get();
        connectors.keySet().retainAll(newest.nodes());
        problem = "";
        return client.learned(newest) && newest.isServing();
    }

    private static boolean isBetter(SlotMap one, SlotMap other) {
        return one.isServing() != other.isServing() ? one.isServing() : one.epoch() >= other.epoch();
    }

    private void cannotLook(String why) {
        if (!problem.equals(why)) {
            problem = why;
            LOG.log(
                    Level.WARNING,
                    "No node of the Redis Cluster at {0} says where its channels are; the last one, {1}",
                    parts.address(),
                    why);
        }
    }

    /** Those that should know first, then those that answer, at random, then all others. */
    private Set<HostPort> candidates(Set<HostPort> first) {
        List<HostPort> known = new ArrayList<>(newest.nodes());
        Collections.shuffle(known);
        Set<HostPort> all = new LinkedHashSet<>(first);
        known.stream().filter(client::isUp).forEach(all::add);
        all.addAll(known);
        all.addAll(((RedisTopology.Cluster) parts.address().topology()).seeds());
        return all;
    }

    /** Kept, because each finds out once what its user may do. */
    private RedisConnector connector(HostPort node) {
        return connectors.computeIfAbsent(node, parts::connector);
    }

    private SlotMap ask(HostPort node) {
        @Nullable RedisConnection opened = null;
        try {
            opened = connector(node).open(REPLY_TIMEOUT, OPENING_TIME);
            return ClusterView.ask(opened, node);
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
