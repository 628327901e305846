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
 * The links to a Redis Cluster: three to each master, which a {@link SlotMapRefresher} finds. A server that is slow or down
 * does not affect the channels of another. Thread-safe.
 */
public final class ClusterLinks implements NodeLinks, Redirection, SlotMapRefresher.Client {

    private static final System.Logger LOG = System.getLogger(ClusterLinks.class.getName());

    private final LinkParts parts;
    private final Map<HostPort, ServerLinks> servers = new ConcurrentHashMap<>();
    private final RetiredServers retired = new RetiredServers();
    private final SlotMapRefresher refresher;
    private final LoopThread refresherThread;
    private final ClusterWriter writer = new ClusterWriter();
    private final ClusterReader reader;
    private final ClusterSubscriptions subscriptions;
    private volatile SlotMap map = SlotMap.NONE;
    private final Outage outage = new Outage(false, System::nanoTime);
    private volatile boolean known;
    private volatile boolean closed;

    /** Starts to look for the servers; none needs to be reachable yet. */
    public ClusterLinks(LinkParts parts) {
        this.parts = parts;
        this.refresher = new SlotMapRefresher(parts, this);
        this.reader = new ClusterReader(this::owner, new Maintenance(parts.workers()), refresher::refreshSoon);
        this.subscriptions = new ClusterSubscriptions(this::owner, parts.workers());
        this.refresherThread = parts.start(refresher, "slots");
    }

    private Optional<ServerLinks> owner(int slot) {
        return map.master(slot).map(servers::get);
    }

    @Override
    public boolean apply(SlotMap now) {
        SlotMap before = map;
        now.masters().forEach(server -> servers.computeIfAbsent(server, this::start));
        if (closed) {
            servers.values().forEach(ServerLinks::end);
            return false;
        }
        map = now;
        now.movedSince(before)
                .forEach((way, slots) -> LOG.log(
                        Level.INFO,
                        "Slots of the Redis Cluster were moved {0}: {1}. Their channels are moved too.",
                        way,
                        slots));
        writer.apply(slot -> owner(slot).map(ServerLinks::writer), now.isServing());
        subscriptions.slotsChanged();
        known = true;
        servers.keySet().stream()
                .filter(s -> !now.masters().contains(s))
                .toList()
                .forEach(this::retire);
        return now.missing() == 0
                && servers.keySet().equals(now.masters())
                && servers.values().stream().allMatch(ServerLinks::isUp)
                && writer.isSettled()
                && subscriptions.isSettled();
    }

    /** No link is started after {@link #close}, even if the refresher was blocked meanwhile. */
    private @Nullable ServerLinks start(HostPort server) {
        return closed ? null : ServerLinks.start(parts, parts.connector(server), this);
    }

    /** The server has no slots any more: its queued writes are moved to other servers first. */
    private void retire(HostPort server) {
        ServerLinks links = servers.get(server);
        if (links != null && writer.has(links.writer())) {
            links.writer().interruptExchange();
        } else if (links != null) {
            servers.remove(server);
            retired.add(links);
        }
    }

    @Override
    public boolean isUp(HostPort server) {
        ServerLinks links = servers.get(server);
        return links == null || links.isUp();
    }

    @Override
    public boolean isPossible() {
        return true;
    }

    @Override
    public Optional<String> hashTag(RedisWriter writer) {
        SlotMap now = map;
        return servers.entrySet().stream()
                .filter(entry -> entry.getValue().writer() == writer)
                .findFirst()
                .flatMap(entry -> now.hashTag(entry.getKey()));
    }

    @Override
    public void redirect(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        writer.redirect(from, calls, firstSent);
        refresher.refreshSoon(calls.get(calls.size() - 1).to());
    }

    @Override
    public List<PendingCall> removeMoved(RedisWriter from, List<PendingCall> unanswered, long firstSent) {
        if (!unanswered.isEmpty() || !from.isUp()) {
            refresher.refreshSoon(Optional.empty());
        }
        return writer.removeMoved(from, unanswered);
    }

    @Override
    public void subscriptionLost(int slot, Optional<HostPort> to) {
        subscriptions.subscriptionLost(slot);
        refresher.refreshSoon(to);
    }

    @Override
    public void linkBroke() {
        refresher.refreshSoon(Optional.empty());
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
    public ChannelSubscriptions subscriptions() {
        return subscriptions;
    }

    /**
     * The status of the links. Details: those of {@linkplain LinkStatus#details one server}, of all masters together; {@code cluster},
     * {@code up} or the problem of the Cluster as a whole; for each master one line under its address with the state of its
     * links.
     */
    @Override
    public BrokerStatus status() {
        SlotMap now = map;
        List<LinkStatus> masters = now.masters().stream()
                .map(servers::get)
                .filter(Objects::nonNull)
                .map(ServerLinks::links)
                .toList();
        Map<String, String> details =
                LinkStatus.details(parts.address().toString(), subscriptions.channels(), masters, retired.figures());
        String clusterProblem = clusterProblem();
        details.put("cluster", clusterProblem.isEmpty() ? "up" : clusterProblem);
        now.masters().forEach(server -> details.put("server " + server, state(servers.get(server))));
        String problem = problem();
        if (!problem.isEmpty()) {
            details.put("problem", problem);
        }
        return new BrokerStatus(
                "redis", clusterProblem.isEmpty() && everyMasterWorks(), LinkLog.text(serverProblems(now)), details);
    }

    private static String state(@Nullable ServerLinks links) {
        return links == null ? "down" : links.links().states();
    }

    private String problem() {
        return Stream.concat(
                        Stream.of(refresher.problem()),
                        servers.values().stream()
                                .map(links -> links.health().log().problem()))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private Stream<ServerProblem> serverProblems(SlotMap of) {
        boolean isDown = known && refresher.problem().isEmpty() && (of.missing() > 0 || !of.isServing());
        return Stream.concat(
                isDown ? Stream.of(ServerProblem.CLUSTERDOWN) : Stream.empty(),
                servers.values().stream().flatMap(links -> links.health().log().serverProblems().stream()));
    }

    private boolean everyMasterWorks() {
        return map.masters().stream().map(servers::get).allMatch(links -> links != null && links.works());
    }

    @Override
    public Duration outage() {
        return outage.lasts();
    }

    @Override
    public BrokerFigures figures() {
        return BrokerFigures.ofAll(Stream.concat(
                        servers.values().stream().map(server -> server.links().figures()), Stream.of(retired.figures()))
                .toList());
    }

    private String clusterProblem() {
        if (!known || !refresher.problem().isEmpty()) {
            return "unknown: " + refresher.problem();
        } else if (map.missing() > 0) {
            return map.missing() + " slots have no server";
        }
        return map.isServing() ? "" : "its nodes say that it does not work now";
    }

    @Override
    public void watch() {
        if (clusterProblem().isEmpty() && everyMasterWorks()) {
            outage.ends();
        } else {
            outage.begins();
        }
        servers.values().forEach(ServerLinks::watch);
        refresherThread.watch();
    }

    @Override
    public void probe() {
        servers.values().forEach(links -> links.subscriber().probe());
    }

    @Override
    public void close() {
        closed = true;
        refresherThread.close();
        writer.close();
        reader.close();
        try {
            refresherThread.awaitEnd();
            servers.values().forEach(ServerLinks::end);
            for (ServerLinks links : servers.values()) {
                links.awaitEnd();
            }
            retired.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
