package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.BrokerFigures;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.LiveNode;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Presence;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.broker.redis.cluster.ClusterLinks;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.RedisReader;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.feed.ChannelFeed;
import org.backplane.broker.redis.feed.ChannelSubscriptions;
import org.backplane.broker.redis.feed.FeedLog;
import org.backplane.broker.redis.feed.FeedSource;
import org.backplane.broker.redis.feed.PositionCheck;
import org.backplane.broker.redis.feed.RedisSubscriber;
import org.backplane.broker.redis.link.LinkAccess;
import org.backplane.broker.redis.link.LinkCredentials;
import org.backplane.broker.redis.link.LinkOpenings;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.loop.MaintenancePulse;
import org.backplane.broker.redis.presence.LiveNodes;
import org.backplane.broker.redis.presence.RedisPresence;
import org.backplane.broker.redis.presence.SettingsComparison;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Replies;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.broker.redis.script.UnreadableLog;
import org.backplane.broker.redis.server.NodeLinks;
import org.backplane.broker.redis.server.SingleServerLinks;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.UserId;

/**
 * A broker whose channels are stored in Redis and shared by all nodes.
 *
 * <p>A channel is a stream (its log), a pub/sub channel (which carries each entry as it is appended) and a few hashes.
 * One Lua script appends and publishes, so that the order of pub/sub is the order of the log. Threads: for each server
 * a {@linkplain RedisWriter writer}, a {@linkplain RedisReader reader} and a {@linkplain RedisSubscriber subscriber},
 * each with its own connection, and a few workers that run the serial executors of the channels.
 */
public final class RedisBroker implements Broker {

    private static final System.Logger LOG = System.getLogger(RedisBroker.class.getName());
    private static final String CLOSED = "the broker is closed";
    private static final int WORKERS = 2;
    private static final long LIVE_TIMEOUT_MILLIS = 1_900;
    private static final int RENEWALS_PER_CHANNEL_AGE = 4;
    private static final long OVERDUE_CHECK_MILLIS = 100;
    private static final long PROBE_MILLIS = 1_000;
    private static final long MIN_COMPARISON_MILLIS = 1_000;
    private static final long MAX_COMPARISON_MILLIS = 60_000;

    private final RedisCalls calls;
    private final LinkAccess access;
    private final NodeLinks links;
    private final Writer writer;
    private final Reader reader;
    private final ChannelSubscriptions subscriptions;
    private final Maintenance maintenance;
    private final ScheduledThreadPoolExecutor workers;
    private final String server;
    private final BrokerEvents events = new BrokerEvents();
    private final Replies replies = new Replies(new UnreadableLog(events));
    private final FeedSource source;
    private final RedisPresence presence;
    private final LiveNodes nodes;
    private final MaintenancePulse pulse = new MaintenancePulse(System::nanoTime);
    private final SettingsComparison settings;
    private volatile boolean closed;

    /**
     * Starts the threads and returns at once; Redis need not be reachable yet.
     *
     * @param threads creates the threads of the broker
     * @throws IllegalArgumentException if the settings name no Redis
     */
    public RedisBroker(Configuration configuration, NodeIdentity node, ThreadFactory threads) {
        RedisAddress address = RedisAddress.from(configuration)
                .orElseThrow(() -> new IllegalArgumentException("redis/host is not set"));
        this.server = address.toString();
        this.calls = new RedisCalls(configuration, node);
        this.workers = new ScheduledThreadPoolExecutor(WORKERS, threads);
        this.workers.setRemoveOnCancelPolicy(true);
        this.workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.maintenance = new Maintenance(workers);
        this.access = new LinkAccess(LinkCredentials.of(configuration), new LinkOpenings(threads));
        maintenance.every(OVERDUE_CHECK_MILLIS, access.openings()::breakOverdue);
        this.links = links(new LinkParts(address, calls, workers, threads, access, pulse::check));
        this.writer = links.writer();
        this.reader = links.reader();
        this.subscriptions = links.subscriptions();
        PresenceCalls presenceCalls = new PresenceCalls(calls, configuration);
        this.nodes =
                new LiveNodes(() -> reader.read(presenceCalls.liveNodes(), PresenceCalls::nodes), System::nanoTime);
        this.presence = new RedisPresence(presenceCalls, links, maintenance, events, new SerialExecutor(workers));
        this.settings = new SettingsComparison(configuration, node);
        this.source = new RedisFeedSource(calls, replies, links, presence, maintenance, new FeedLog(events));
        startMaintenance(configuration.get(Settings.CHANNEL_AGE));
        maintenance.every(comparisonMillis(configuration), () -> presence.compare(settings));
    }

    private void startMaintenance(Duration channelAge) {
        PositionCheck positions = new PositionCheck(subscriptions.feeds(), channelAge);
        presence.heartbeat();
        maintenance.every(presence.heartbeatMillis(), presence::heartbeat);
        maintenance.every(channelAge.toMillis() / RENEWALS_PER_CHANNEL_AGE, presence::resyncAll);
        maintenance.every(positions.pauseMillis(), () -> positions.checkNext(subscriptions.channels()));
        maintenance.every(OVERDUE_CHECK_MILLIS, links::watch);
        maintenance.every(OVERDUE_CHECK_MILLIS, pulse::beat);
        maintenance.every(PROBE_MILLIS, links::probe);
    }

    private static long comparisonMillis(Configuration configuration) {
        long lease = configuration.get(Settings.PRESENCE_LEASE).toMillis();
        return Math.max(MIN_COMPARISON_MILLIS, Math.min(MAX_COMPARISON_MILLIS, lease));
    }

    private static NodeLinks links(LinkParts parts) {
        return parts.address().topology() instanceof RedisTopology.Cluster
                ? new ClusterLinks(parts)
                : new SingleServerLinks(parts);
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        CompletableFuture<Published> outcome = new CompletableFuture<>();
        writer.append(
                publication.channel(),
                new Append(
                        RedisKeys.bytes(publication.keyOfUser()),
                        publication.id(),
                        RedisKeys.bytes(publication.body()),
                        outcome));
        return outcome;
    }

    @Override
    public CompletionStage<Void> publishTransient(ChannelName channel, Line line) {
        return writer.once(channel, calls.transientMessage(channel, line), reply -> null);
    }

    @Override
    public Subscription subscribe(ChannelName channel, ChannelListener listener) {
        ChannelFeed feed = new ChannelFeed(channel, listener, source, new SerialExecutor(workers));
        subscriptions.add(feed);
        maintenance.after(
                LIVE_TIMEOUT_MILLIS,
                () -> feed.giveUp("Redis at " + server + " did not confirm the subscription of " + channel));
        if (closed) {
            feed.giveUp(CLOSED);
        }
        return feed;
    }

    @Override
    public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
        return source.recover(channel, since, maxBytes);
    }

    @Override
    public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
        return reader.read(calls.history(channel, query), reply -> replies.history(channel, query, reply));
    }

    @Override
    public CompletionStage<Snapshot> snapshot(ChannelName channel) {
        return source.snapshot(channel).thenApply(Revised::value);
    }

    @Override
    public CompletionStage<Optional<Snapshot>> existing(ChannelName channel) {
        return reader.read(calls.existing(channel), reply -> replies.existing(channel, reply));
    }

    @Override
    public CompletionStage<Boolean> exists(ChannelName channel) {
        return reader.read(calls.exists(channel), fields -> (Long) fields > 0);
    }

    @Override
    public CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected) {
        return writer.once(channel, calls.set(channel, key, value, expected), reply -> Replies.set(key, value, reply));
    }

    @Override
    public CompletionStage<Void> join(ChannelName channel, Presence member) {
        return presence.join(channel, member);
    }

    @Override
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return presence.leave(channel, user);
    }

    @Override
    public BrokerStatus status() {
        BrokerStatus status = links.status().with(pulse.problem());
        String differences = settings.summary();
        return differences.isEmpty() ? status : status.with("settings", differences);
    }

    @Override
    public Duration outage() {
        return Collections.max(List.of(links.outage(), pulse.outage()));
    }

    @Override
    public BrokerFigures figures() {
        return links.figures().with(events.counts());
    }

    @Override
    public List<LiveNode> nodes() {
        return nodes.now();
    }

    /** Waits a few seconds for Redis to remove the members of this node, and for the threads to end. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        subscriptions.feeds().forEach(feed -> {
            feed.giveUp(CLOSED);
            feed.close();
        });
        leaveAll();
        access.openings().breakAll();
        links.close();
        workers.shutdown();
        awaitEnd();
    }

    private void leaveAll() {
        try {
            presence.close().toCompletableFuture().get(LIVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(
                    Level.INFO,
                    "Redis did not confirm in time that this node leaves: its users are shown until its lease expires. {0}",
                    e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            workers.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
