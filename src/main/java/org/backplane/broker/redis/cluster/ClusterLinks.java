package org.backplane.broker.redis.cluster;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.RedirectedCall;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.feed.ChannelSubscriptions;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.loop.Outage;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.ServerProblem;
import org.backplane.broker.redis.server.LinkStatus;
import org.backplane.broker.redis.server.NodeLinks;
import org.backplane.broker.redis.server.ServerLinks;
import org.backplane.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * The links to a Redis Cluster: three to each master, and a {@linkplain SlotMapRefresher scout} that knows who is one. A server
 * that is slow or gone harms no channel of another. Thread-safe.
 */
public final class ClusterLinks implements NodeLinks, Redirection, SlotMapRefresher.Client {

    private static final System.Logger LOG = System.getLogger(ClusterLinks.class.getName());

    private final LinkParts parts;
    private final Map<HostPort, ServerLinks> shards = new ConcurrentHashMap<>();
    private final RetiredServers retired = new RetiredServers();
    private final SlotMapRefresher scout;
    private final LoopThread scouting;
    private final ClusterWriter writer = new ClusterWriter();
    private final ClusterReader reader;
    private final ClusterSubscriptions listening;
    private volatile SlotMap map = SlotMap.NONE;
    private final Outage outage = new Outage(false, System::nanoTime);
    private volatile boolean known;
    private volatile boolean closed;

    /** Starts to look for the servers; none need be there yet. */
    public ClusterLinks(LinkParts parts) {
        this.parts = parts;
        this.scout = new SlotMapRefresher(parts, this);
        this.reader = new ClusterReader(this::owner, new Maintenance(parts.workers()), scout::suspect);
        this.listening = new ClusterSubscriptions(this::owner, parts.workers());
        this.scouting = parts.start(scout, "scout");
    }

    private Optional<ServerLinks> owner(int slot) {
        return map.master(slot).map(shards::get);
    }

    @Override
    public boolean learned(SlotMap now) {
        SlotMap before = map;
        now.masters().forEach(server -> shards.computeIfAbsent(server, this::start));
        if (closed) {
            shards.values().forEach(ServerLinks::end);
            return false;
        }
        map = now;
        now.movedSince(before)
                .forEach((way, slots) -> LOG.log(
                        Level.INFO,
                        "Slots of the Redis Cluster have gone {0}: {1}. Their channels go with them.",
                        way,
                        slots));
        writer.learned(slot -> owner(slot).map(ServerLinks::writer), now.isServing());
        listening.learned();
        known = true;
        shards.keySet().stream()
                .filter(s -> !now.masters().contains(s))
                .toList()
                .forEach(this::retire);
        return now.missing() == 0
                && shards.keySet().equals(now.masters())
                && shards.values().stream().allMatch(ServerLinks::isUp)
                && writer.isSettled()
                && listening.isSettled();
    }

    /** Nothing begins after the end, however long the scout was away. */
    private @Nullable ServerLinks start(HostPort server) {
        return closed ? null : ServerLinks.start(parts, parts.connector(server), this);
    }

    /** It has no slots any more: what waits there goes on elsewhere first. */
    private void retire(HostPort server) {
        ServerLinks shard = shards.get(server);
        if (shard != null && writer.has(shard.writer())) {
            shard.writer().interruptExchange();
        } else if (shard != null) {
            shards.remove(server);
            retired.add(shard);
        }
    }

    @Override
    public boolean isUp(HostPort server) {
        ServerLinks shard = shards.get(server);
        return shard == null || shard.isUp();
    }

    @Override
    public boolean isPossible() {
        return true;
    }

    @Override
    public Optional<String> tagOf(RedisWriter writer) {
        SlotMap now = map;
        return shards.entrySet().stream()
                .filter(entry -> entry.getValue().writer() == writer)
                .findFirst()
                .flatMap(entry -> now.tagOf(entry.getKey()));
    }

    @Override
    public void leave(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        writer.leave(from, calls, firstSent);
        scout.suspect(calls.get(calls.size() - 1).to());
    }

    @Override
    public List<PendingCall> sortOut(RedisWriter from, List<PendingCall> unanswered, long firstSent) {
        if (!unanswered.isEmpty() || !from.isUp()) {
            scout.suspect(Optional.empty());
        }
        return writer.sortOut(from, unanswered);
    }

    @Override
    public void unheard(int slot, Optional<HostPort> to) {
        listening.unheard(slot);
        scout.suspect(to);
    }

    @Override
    public void linkBroke() {
        scout.suspect(Optional.empty());
    }

    @Override
    public Writer writer() {
        return writer;
    }

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public ChannelSubscriptions listening() {
        return listening;
    }

    /**
     * How they are. Details: those of {@linkplain LinkStatus#details one server}, of all masters together; {@code cluster},
     * {@code up} or what is wrong with the Cluster as a whole; for each master one line under its address that says how its
     * links are.
     */
    @Override
    public BrokerStatus status() {
        SlotMap now = map;
        List<LinkStatus> masters = now.masters().stream()
                .map(shards::get)
                .filter(Objects::nonNull)
                .map(ServerLinks::links)
                .toList();
        Map<String, String> details =
                LinkStatus.details(parts.address().toString(), listening.channels(), masters, retired.figures());
        String trouble = trouble();
        details.put("cluster", trouble.isEmpty() ? "up" : trouble);
        now.masters().forEach(server -> details.put("server " + server, state(shards.get(server))));
        String problem = problem();
        if (!problem.isEmpty()) {
            details.put("problem", problem);
        }
        return new BrokerStatus(
                "redis", trouble.isEmpty() && worksEveryMaster(), LinkLog.text(serverProblems(now)), details);
    }

    private static String state(@Nullable ServerLinks shard) {
        return shard == null ? "down" : shard.links().states();
    }

    private String problem() {
        return Stream.concat(
                        Stream.of(scout.problem()),
                        shards.values().stream()
                                .map(shard -> shard.health().log().problem()))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private Stream<ServerProblem> serverProblems(SlotMap of) {
        boolean isDown = known && scout.problem().isEmpty() && (of.missing() > 0 || !of.isServing());
        return Stream.concat(
                isDown ? Stream.of(ServerProblem.CLUSTERDOWN) : Stream.empty(),
                shards.values().stream().flatMap(shard -> shard.health().log().serverProblems().stream()));
    }

    private boolean worksEveryMaster() {
        return map.masters().stream().map(shards::get).allMatch(shard -> shard != null && shard.works());
    }

    @Override
    public Duration outage() {
        return outage.lasts();
    }

    @Override
    public BrokerFigures figures() {
        return BrokerFigures.ofAll(Stream.concat(
                        shards.values().stream().map(shard -> shard.links().figures()), Stream.of(retired.figures()))
                .toList());
    }

    private String trouble() {
        if (!known || !scout.problem().isEmpty()) {
            return "unknown: " + scout.problem();
        } else if (map.missing() > 0) {
            return map.missing() + " slots have no server";
        }
        return map.isServing() ? "" : "its nodes say that it does not work now";
    }

    @Override
    public void watch() {
        if (trouble().isEmpty() && worksEveryMaster()) {
            outage.ends();
        } else {
            outage.begins();
        }
        shards.values().forEach(ServerLinks::watch);
        scouting.watch();
    }

    @Override
    public void probe() {
        shards.values().forEach(shard -> shard.subscriber().probe());
    }

    @Override
    public void close() {
        closed = true;
        scouting.close();
        writer.close();
        try {
            scouting.awaitEnd();
            shards.values().forEach(ServerLinks::end);
            for (ServerLinks shard : shards.values()) {
                shard.awaitEnd();
            }
            retired.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
