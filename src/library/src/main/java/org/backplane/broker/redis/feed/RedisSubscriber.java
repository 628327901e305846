package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.PubSubCommands;
import org.backplane.broker.redis.link.PubSubConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.loop.Backoff;
import org.backplane.broker.redis.loop.CoalescedTask;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.concurrent.SerialExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The subscribed connection of this node to one server: passes what arrives to the feed of its channel.
 *
 * <p>One thread reads. If it had to wait for a payload it also delivers it to the clients' queues, because waking
 * another thread would cost more in a channel with few subscribers. Payloads that arrive in quick succession are
 * processed on other threads.
 *
 * <p>SUBSCRIBE and UNSUBSCRIBE are written serially on one executor, in the order of the requests, with many names per
 * command, and {@linkplain CoalescedTask coalesced}. The link must receive bytes to count as alive: the pub/sub channel
 * of this node is subscribed too and the writer probes through it, so that {@value #SILENCE_SECONDS} s without a byte
 * break the link. When it breaks, every feed is informed; the next link subscribes to the channels of all feeds.
 */
public final class RedisSubscriber implements ChannelSubscriptions, LoopThread.Loop, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());
    private static final int SILENCE_SECONDS = 5;
    /** A payload that has arrived already is read in less time; parking the thread takes longer. */
    private static final long WAITED_NANOS = 10_000;

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final RedisKeys keys;
    private final RedisConnector connector;
    private final SubscriptionHealth health;
    private final SerialExecutor executor;
    private final Redirection redirection;
    private final PubSubCommands commands;
    private final FeedRegistry feeds;
    private final PushHandler pushes;
    private final Queue<String> changes = new ConcurrentLinkedQueue<>();
    private final CoalescedTask reconciling;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable SubscribedLink link;
    private volatile boolean closed;

    public RedisSubscriber(LinkParts parts, RedisConnector connector, LinkLog log, Redirection redirection) {
        this.redirection = redirection;
        this.commands = PubSubCommands.of(redirection.isPossible());
        this.keys = parts.calls().keys();
        this.connector = connector;
        this.health = new SubscriptionHealth(String.valueOf(connector), log);
        this.executor = new SerialExecutor(parts.workers());
        this.feeds = new FeedRegistry(keys);
        this.pushes = new PushHandler(feeds, redirection, executor);
        this.reconciling = new CoalescedTask(this::reconcileOrBreak, new Maintenance(parts.workers()), executor);
    }

    @Override
    public void add(ChannelFeed feed) {
        requestReconcile(feeds.add(feed));
    }

    @Override
    public void remove(ChannelFeed feed) {
        feeds.remove(feed).ifPresent(this::requestReconcile);
    }

    private void requestReconcile(String name) {
        changes.add(name);
        executor.execute(reconciling::request);
    }

    /** Whether published messages arrive now. */
    public boolean isUp() {
        return link != null;
    }

    /** For how long published messages have not arrived. */
    public Duration outage() {
        return health.outage();
    }

    @Override
    public int channels() {
        return feeds.size();
    }

    /** How often the link was opened again. */
    public long restarts() {
        return health.restarts();
    }

    @Override
    public Iterable<ChannelFeed> feeds() {
        return feeds.all();
    }

    /** If a change fails it is lost, so the link is broken: the next one subscribes to everything. */
    private int reconcileOrBreak() {
        try {
            return reconcile();
        } catch (RuntimeException | Error failure) {
            disconnect();
            throw failure;
        }
    }

    /** Makes the subscriptions of the link those that are required; returns the number of names sent. */
    private int reconcile() {
        SubscribedLink current = link;
        if (current == null) {
            return 0;
        }
        List<byte[]> subscribe = new ArrayList<>();
        List<byte[]> unsubscribe = new ArrayList<>();
        for (String name = changes.poll(); name != null; name = changes.poll()) {
            ChannelFeed desired = feeds.get(name).orElse(null);
            ChannelFeed actual = desired == null
                    ? current.subscribed().remove(name)
                    : current.subscribed().put(name, desired);
            if (desired == null && actual != null) {
                current.expectUnsubscribed(name);
                unsubscribe.add(RedisKeys.bytes(name));
            } else if (desired != null && desired != actual) {
                current.expectConfirmation(name, desired);
                subscribe.add(RedisKeys.bytes(name));
            }
        }
        send(() -> {
            commands.unsubscribe(current.connection(), unsubscribe);
            commands.subscribe(current.connection(), subscribe);
        });
        return subscribe.size() + unsubscribe.size();
    }

    /** In a Redis Cluster: sends a ping, whose reply proves that the link is alive. */
    public void probe() {
        executor.execute(() -> {
            SubscribedLink current = link;
            if (current != null) {
                send(current.connection()::sendPing);
            }
        });
    }

    private static void send(Runnable sending) {
        try {
            sending.run();
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "the link broke; the next one subscribes to all channels", e);
        }
    }

    /** Opens a link and reads until it breaks. */
    @Override
    public void round() throws InterruptedException {
        try (PubSubConnection connection = connector.openPubSub(Duration.ofSeconds(SILENCE_SECONDS))) {
            listen(connection);
        } catch (RedisException e) {
            if (e instanceof ErrorReplyException refused
                    && refused.reply().meaning() == ErrorReply.Meaning.NOT_PERMITTED
                    && connector.forgetRights()) {
                LOG.log(Level.DEBUG, "the next link determines the missing permissions", e);
                disconnect();
                return;
            }
            broke(e);
        }
        if (!closed) {
            backoff.pause();
        }
    }

    @Override
    public void failed(Throwable error) {
        broke(error);
    }

    @Override
    public void ended() {
        disconnect();
        broke(new IllegalStateException("the thread of the subscriptions has ended"));
        link = null;
    }

    private void listen(PubSubConnection connection) {
        if (redirection.isPossible()) {
            connection.sendPing();
        } else {
            connection.subscribe(keys.ownPubSub());
        }
        connection.next();
        SubscribedLink opened = new SubscribedLink(connection);
        link = opened;
        executor.execute(() -> {
            changes.addAll(feeds.names());
            reconcileOrBreak();
        });
        if (health.works()) {
            backoff.reset();
        }
        while (!closed) {
            receiveNext(opened);
        }
    }

    private void receiveNext(SubscribedLink source) {
        long asked = System.nanoTime();
        List<?> push;
        try {
            push = source.connection().next();
        } catch (ErrorReplyException e) {
            pushes.moved(source, e.moved().orElseThrow(() -> e));
            return;
        }
        pushes.receive(source, push, System.nanoTime() - asked > WAITED_NANOS);
    }

    private void broke(Throwable cause) {
        if (closed) {
            return;
        }
        health.broke(link != null, cause);
        link = null;
        feeds.linkBroke();
        redirection.linkBroke();
    }

    /** Breaks the link. The thread has to be closed too. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        SubscribedLink open = link;
        if (open != null) {
            open.connection().breakNow();
        }
    }
}
