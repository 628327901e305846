package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.SerialExecutor;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The node's one subscribed connection: hands what arrives to the feed of its channel, and nothing else.
 *
 * <p>One thread reads. SUBSCRIBE and UNSUBSCRIBE are written on one turn, in the order in which they were asked for, many
 * names in one command. The link proves that it is alive by bytes received: the node's own channel is subscribed too and
 * the writer probes through it, so {@value #SILENCE_SECONDS} s without a byte break it. When it breaks, every feed is told;
 * a new one subscribes every feed again.
 */
final class RedisSubscriber implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());
    private static final String LINK = "subscriptions";
    private static final int SILENCE_SECONDS = 5;
    private static final int MAX_NAMES = 512;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** So many follow each other within about the time that the writer is patient. */
    private static final int ATTEMPTS_IN_SILENCE = 6;

    private final RedisKeys keys;
    private final RedisConnector connector;
    private final LinkLog log;
    private final SerialExecutor turn;
    private final Map<String, RedisFeed> feeds = new ConcurrentHashMap<>();
    private final Queue<String> changed = new ConcurrentLinkedQueue<>();
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable Link link;
    private volatile boolean closed;
    private int attempts;
    private boolean refused;
    private final AtomicLong restarts = new AtomicLong();

    RedisSubscriber(RedisKeys keys, RedisConnector connector, LinkLog log, Executor threads) {
        this.keys = keys;
        this.connector = connector;
        this.log = log;
        this.turn = new SerialExecutor(threads);
    }

    /**
     * One connection's life.
     *
     * @param subscribed whose channels it was told to subscribe, by name; only on the turn
     * @param unconfirmed for whom confirmations are due, by name, in the order in which they will come
     */
    private record Link(
            PubSubConnection connection,
            Map<String, RedisFeed> subscribed,
            Map<String, Deque<RedisFeed>> unconfirmed) {}

    /** Listens to the feed's channel; the feed is told once it is confirmed, again after each broken link. */
    void add(RedisFeed feed) {
        String name = name(feed.channel());
        if (feeds.putIfAbsent(name, feed) != null) {
            throw new IllegalStateException("this node listens to " + feed.channel() + " already");
        }
        changed(name);
    }

    /** Listens to the feed's channel no longer. */
    void remove(RedisFeed feed) {
        String name = name(feed.channel());
        if (feeds.remove(name, feed)) {
            changed(name);
        }
    }

    private void changed(String name) {
        changed.add(name);
        turn.execute(this::reconcile);
    }

    /** Whether what is published now arrives. */
    boolean isUp() {
        return link != null;
    }

    /** How many channels this node listens to. */
    int channels() {
        return feeds.size();
    }

    /** How often the link had to be made anew. */
    long restarts() {
        return restarts.get();
    }

    /** The feeds that are open: a live view. */
    Iterable<RedisFeed> feeds() {
        return feeds.values();
    }

    private String name(ChannelName channel) {
        return RedisKeys.text(keys.pubSub(channel));
    }

    /** Makes the link's subscriptions those that are wanted now. */
    private void reconcile() {
        Link to = link;
        if (to == null) {
            return;
        }
        List<byte[]> come = new ArrayList<>();
        List<byte[]> go = new ArrayList<>();
        for (String name = changed.poll(); name != null; name = changed.poll()) {
            RedisFeed wanted = feeds.get(name);
            RedisFeed present = wanted == null
                    ? to.subscribed().remove(name)
                    : to.subscribed().put(name, wanted);
            if (wanted == null && present != null) {
                go.add(RedisKeys.bytes(name));
            } else if (wanted != null && wanted != present) {
                expectConfirmation(to, name, wanted);
                come.add(RedisKeys.bytes(name));
            }
        }
        send(to, Command.UNSUBSCRIBE, go);
        send(to, Command.SUBSCRIBE, come);
    }

    private static void expectConfirmation(Link from, String name, RedisFeed feed) {
        from.unconfirmed().compute(name, (n, waiting) -> {
            Deque<RedisFeed> all = waiting == null ? new ArrayDeque<>() : waiting;
            all.add(feed);
            return all;
        });
    }

    private static void send(Link to, Command command, List<byte[]> names) {
        try {
            for (int from = 0; from < names.size(); from += MAX_NAMES) {
                to.connection().send(command, names.subList(from, Math.min(names.size(), from + MAX_NAMES)));
            }
        } catch (JedisException e) {
            LOG.log(Level.DEBUG, "the link broke; the next one subscribes what is wanted then", e);
        }
    }

    /** The loop of the subscriber's thread, until {@link #close}. */
    @Override
    public void run() {
        try {
            while (!closed) {
                try (PubSubConnection connection = connector.openPubSub(Duration.ofSeconds(SILENCE_SECONDS))) {
                    listen(connection);
                } catch (JedisException e) {
                    broke(e);
                } catch (RuntimeException bug) {
                    LOG.log(Level.ERROR, "listening to Redis failed", bug);
                    broke(bug);
                }
                if (!closed) {
                    backoff.pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            link = null;
        }
    }

    private void listen(PubSubConnection connection) {
        connection.send(Command.SUBSCRIBE, List.of(keys.ownPubSub()));
        connection.next();
        Link opened = new Link(connection, new HashMap<>(), new ConcurrentHashMap<>());
        link = opened;
        turn.execute(() -> {
            changed.addAll(feeds.keySet());
            reconcile();
        });
        log.works(LINK);
        attempts = 0;
        if (!refused) {
            backoff.reset();
        }
        while (!closed) {
            receive(opened, connection.next());
        }
    }

    private void receive(Link from, List<?> push) {
        String name = RedisKeys.text(push.get(1));
        switch (RedisKeys.text(push.get(0))) {
            case "message" -> {
                RedisFeed feed = feeds.get(name);
                if (feed != null) {
                    feed.received((byte[]) push.get(2));
                }
            }
            case "subscribe" ->
                from.unconfirmed().computeIfPresent(name, (n, waiting) -> {
                    waiting.remove().subscribed();
                    return waiting.isEmpty() ? null : waiting;
                });
            default -> LOG.log(Level.TRACE, "no longer subscribed: {0}", name);
        }
    }

    private void broke(RuntimeException cause) {
        if (closed) {
            return;
        }
        if (link != null) {
            restarts.incrementAndGet();
            LOG.log(
                    Level.WARNING,
                    "The subscription link to Redis at {0} broke: {1}. It is made anew; what is missed is read from history.",
                    connector,
                    cause.getMessage());
        }
        link = null;
        refused = cause instanceof JedisDataException;
        if (refused || ++attempts >= ATTEMPTS_IN_SILENCE) {
            log.fails(LINK, String.valueOf(cause.getMessage()));
        }
        feeds.values().forEach(RedisFeed::linkBroke);
    }

    /** Ends the loop soon; its thread should be interrupted too. */
    @Override
    public void close() {
        closed = true;
        Link open = link;
        if (open != null) {
            try {
                open.connection().forceDisconnect();
            } catch (java.io.IOException | JedisException e) {
                LOG.log(Level.DEBUG, "the link was broken already", e);
            }
        }
    }
}
