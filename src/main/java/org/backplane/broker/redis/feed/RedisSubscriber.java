package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.PubSubCommands;
import org.backplane.broker.redis.link.PubSubConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.loop.Backoff;
import org.backplane.broker.redis.loop.CoalescedTask;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The node's one subscribed connection: hands what arrives to the feed of its channel, and nothing else.
 *
 * <p>One thread reads. What it had to wait for it passes on to the clients' queues itself: waking up another thread would
 * cost more than that, in a channel with few listeners. What came with more behind it is passed on by others.
 *
 * <p>SUBSCRIBE and UNSUBSCRIBE are written on one turn, in the order in which they were asked for, many names in one
 * command, and in {@linkplain CoalescedTask few rounds}. The link proves that it is alive by bytes received: the node's own channel
 * is subscribed too and the writer probes through it, so {@value #SILENCE_SECONDS} s without a byte break it. When it
 * breaks, every feed is told; a new one subscribes every feed again.
 */
public final class RedisSubscriber implements ChannelSubscriptions, LoopThread.Loop, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());
    private static final int SILENCE_SECONDS = 5;
    /** What has arrived already is there in less; parking the thread takes longer. */
    private static final long WAITED_NANOS = 10_000;

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final RedisKeys keys;
    private final RedisConnector connector;
    private final SubscriptionHealth health;
    private final SerialExecutor turn;
    private final Redirection redirection;
    private final PubSubCommands commands;
    private final Map<String, ChannelFeed> feeds = new ConcurrentHashMap<>();
    private final Queue<String> changed = new ConcurrentLinkedQueue<>();
    private final CoalescedTask rounds;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable SubscribedLink link;
    private volatile boolean closed;

    public RedisSubscriber(LinkParts parts, RedisConnector connector, LinkLog log, Redirection redirection) {
        this.redirection = redirection;
        this.commands = PubSubCommands.of(redirection.isPossible());
        this.keys = parts.calls().keys();
        this.connector = connector;
        this.health = new SubscriptionHealth(String.valueOf(connector), log);
        this.turn = new SerialExecutor(parts.workers());
        this.rounds = new CoalescedTask(this::reconcileOrBreak, new Maintenance(parts.workers()), turn);
    }

    @Override
    public void add(ChannelFeed feed) {
        String name = name(feed.channel());
        if (feeds.putIfAbsent(name, feed) != null) {
            throw new IllegalStateException("this node listens to " + feed.channel() + " already");
        }
        changed(name);
    }

    @Override
    public void remove(ChannelFeed feed) {
        String name = name(feed.channel());
        if (feeds.remove(name, feed)) {
            changed(name);
        }
    }

    private void changed(String name) {
        changed.add(name);
        turn.execute(rounds::request);
    }

    /** Whether what is published now arrives. */
    public boolean isUp() {
        return link != null;
    }

    /** For how long what is published has not arrived. */
    public Duration outage() {
        return health.outage();
    }

    @Override
    public int channels() {
        return feeds.size();
    }

    /** How often the link had to be made anew. */
    public long restarts() {
        return health.restarts();
    }

    @Override
    public Iterable<ChannelFeed> feeds() {
        return feeds.values();
    }

    private String name(ChannelName channel) {
        return RedisKeys.text(keys.pubSub(channel));
    }

    /** What was to be changed is forgotten if that fails: another link subscribes everything. */
    private int reconcileOrBreak() {
        try {
            return reconcile();
        } catch (RuntimeException | Error failure) {
            disconnect();
            throw failure;
        }
    }

    /** Makes the link's subscriptions those that are wanted now; tells how many it named. */
    private int reconcile() {
        SubscribedLink to = link;
        if (to == null) {
            return 0;
        }
        List<byte[]> come = new ArrayList<>();
        List<byte[]> go = new ArrayList<>();
        for (String name = changed.poll(); name != null; name = changed.poll()) {
            ChannelFeed wanted = feeds.get(name);
            ChannelFeed present = wanted == null
                    ? to.subscribed().remove(name)
                    : to.subscribed().put(name, wanted);
            if (wanted == null && present != null) {
                to.expectFarewell(name);
                go.add(RedisKeys.bytes(name));
            } else if (wanted != null && wanted != present) {
                to.expectConfirmation(name, wanted);
                come.add(RedisKeys.bytes(name));
            }
        }
        send(() -> {
            commands.unsubscribe(to.connection(), go);
            commands.subscribe(to.connection(), come);
        });
        return come.size() + go.size();
    }

    /** In a Cluster: sends a sign of life, which comes back. */
    public void probe() {
        turn.execute(() -> {
            SubscribedLink to = link;
            if (to != null) {
                send(to.connection()::sendPing);
            }
        });
    }

    private static void send(Runnable sending) {
        try {
            sending.run();
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "the link broke; the next one subscribes what is wanted then", e);
        }
    }

    /** Opens a link and listens until it breaks. */
    @Override
    public void round() throws InterruptedException {
        try (PubSubConnection connection = connector.openPubSub(Duration.ofSeconds(SILENCE_SECONDS))) {
            listen(connection);
        } catch (RedisException e) {
            if (e instanceof ErrorReplyException refused
                    && refused.reply().meaning() == ErrorReply.Meaning.NOT_PERMITTED
                    && connector.forgetRights()) {
                LOG.log(Level.DEBUG, "the next link finds out which rights are missing", e);
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
    public void failed(Throwable why) {
        broke(why);
    }

    @Override
    public void ended() {
        disconnect();
        broke(new IllegalStateException("the thread that listens has ended"));
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
        turn.execute(() -> {
            changed.addAll(feeds.keySet());
            reconcileOrBreak();
        });
        if (health.works()) {
            backoff.reset();
        }
        while (!closed) {
            receiveNext(opened);
        }
    }

    private void receiveNext(SubscribedLink from) {
        long asked = System.nanoTime();
        List<?> push;
        try {
            push = from.connection().next();
        } catch (ErrorReplyException e) {
            moved(from, e.moved().orElseThrow(() -> e));
            return;
        }
        receive(from, push, System.nanoTime() - asked > WAITED_NANOS);
    }

    /** @param isIdle whether it was waited for */
    private void receive(SubscribedLink from, List<?> push, boolean isIdle) {
        String name = RedisKeys.text(push.get(1));
        switch (RedisKeys.text(push.get(0))) {
            case "message", "smessage" -> {
                ChannelFeed feed = feeds.get(name);
                if (feed != null) {
                    feed.received((byte[]) push.get(2), isIdle);
                }
            }
            case "subscribe", "ssubscribe" -> from.confirmed(name).ifPresent(feed -> confirmed(name, feed));
            case "sunsubscribe" -> unsubscribed(from, name);
            default -> LOG.log(Level.TRACE, "no longer subscribed: {0}", name);
        }
    }

    /** Only while the feed is still here: it may have gone on to another server. */
    private void confirmed(String name, ChannelFeed feed) {
        feeds.computeIfPresent(name, (n, here) -> {
            if (here == feed) {
                feed.subscribed();
            }
            return here;
        });
    }

    /** We asked for it, or the slot has been taken from the server. */
    private void unsubscribed(SubscribedLink from, String name) {
        if (!from.saidFarewell(name)) {
            unheard(from, name);
            redirection.subscriptionLost(Slots.of(RedisKeys.bytes(name)), Optional.empty());
        }
    }

    /** What we asked for was not done: the server has the slot no longer. */
    private void moved(SubscribedLink from, MovedSlot moved) {
        Predicate<String> isMeant = name -> Slots.of(RedisKeys.bytes(name)) == moved.slot();
        from.forgetAll(isMeant);
        feeds.keySet().stream().filter(isMeant).forEach(name -> unheard(from, name));
        redirection.subscriptionLost(moved.slot(), moved.server());
    }

    private void unheard(SubscribedLink from, String name) {
        from.forget(name);
        turn.execute(() -> from.subscribed().remove(name));
        linkBroke(name);
    }

    private void linkBroke(String name) {
        feeds.computeIfPresent(name, (n, feed) -> {
            feed.linkBroke();
            return feed;
        });
    }

    private void broke(Throwable cause) {
        if (closed) {
            return;
        }
        health.broke(link != null, cause);
        link = null;
        feeds.keySet().forEach(this::linkBroke);
        redirection.linkBroke();
    }

    /** Breaks the link; its thread should be ended too. */
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
