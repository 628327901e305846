package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.AppendBatch.Append;
import org.backplane.message.ChannelName;

/**
 * All that this node changes in Redis, in one order: group commit.
 *
 * <p>Callers put into a bounded queue and never block. One thread drains it: what waits for one channel becomes one
 * batch, the batches of one drain go in one pipeline, and the next drain begins when all have their replies; so there is
 * at most one batch per channel in flight, its size follows the load, and a retry comes before anything newer.
 *
 * <p>When the link breaks, what may be repeated is repeated for {@value #PATIENCE_MILLIS} ms, then all that waits fails
 * with {@link BrokerUnavailableException}, as does all that comes until the link is back.
 */
final class RedisWriter implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RedisWriter.class.getName());
    private static final long PATIENCE_MILLIS = 1_900;
    private static final Duration REPLY_TIMEOUT = Duration.ofMillis(900);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final long MAX_QUEUED_BYTES = 16L * 1024 * 1024;
    private static final int MAX_DRAIN = 8_192;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final RedisCalls calls;
    private final RedisExchange exchange;
    private final String server;
    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Deque<Write> deferred = new ArrayDeque<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile boolean closed;
    private volatile long roundTripNanos;
    private long batches;
    private long lastProbe = System.nanoTime();

    RedisWriter(RedisCalls calls, RedisConnector connector) {
        this.calls = calls;
        this.exchange = new RedisExchange(connector, REPLY_TIMEOUT);
        this.server = connector.toString();
    }

    /** What waits to be written. */
    private sealed interface Write {
        ChannelName channel();

        int size();

        void fail(BrokerUnavailableException why);

        record Message(ChannelName channel, Append append) implements Write {
            @Override
            public int size() {
                return append.size();
            }

            @Override
            public void fail(BrokerUnavailableException why) {
                append.outcome().completeExceptionally(why);
            }
        }

        record Other(ChannelName channel, Pending pending) implements Write {
            @Override
            public int size() {
                return pending.call().size();
            }

            @Override
            public void fail(BrokerUnavailableException why) {
                pending.failed().accept(why);
            }
        }
    }

    /** Stores a message; its outcome is completed by the writer's thread, or at once if there is no hope. */
    void append(ChannelName channel, Append append) {
        offer(new Write.Message(channel, append));
    }

    /** Makes another change, after what was given for the channel before. */
    void write(ChannelName channel, Pending pending) {
        offer(new Write.Other(channel, pending));
    }

    private void offer(Write write) {
        if (!up.get() || closed) {
            write.fail(new BrokerUnavailableException("Redis at " + server + " cannot be reached"));
        } else if (queuedBytes.addAndGet(write.size()) > MAX_QUEUED_BYTES) {
            queuedBytes.addAndGet(-write.size());
            write.fail(new BrokerUnavailableException("too much waits to be written to Redis at " + server));
        } else {
            queue.add(write);
            if (closed) {
                failAll();
            }
        }
    }

    /** Whether the last exchange succeeded, or none failed yet. */
    boolean isUp() {
        return up.get();
    }

    /** How long the last exchange took, in nanoseconds. */
    long roundTripNanos() {
        return roundTripNanos;
    }

    /** How much waits, in bytes. */
    long queuedBytes() {
        return queuedBytes.get();
    }

    /** The loop of the writer's thread, until {@link #close}. */
    @Override
    public void run() {
        try {
            while (!closed) {
                List<Write> writes = up.get() ? take() : List.of();
                try {
                    exchange(plan(writes));
                } catch (RuntimeException bug) {
                    LOG.log(Level.ERROR, "writing to Redis failed", bug);
                    writes.forEach(w -> w.fail(new BrokerUnavailableException("writing to Redis failed", bug)));
                } catch (InterruptedException e) {
                    writes.forEach(w -> w.fail(new BrokerUnavailableException("the broker was closed", e)));
                    throw e;
                }
                writes.forEach(w -> queuedBytes.addAndGet(-w.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            exchange.close();
            failAll();
            failDeferred();
        }
    }

    /** Waits for work, no longer than until the next probe is due. */
    private List<Write> take() throws InterruptedException {
        List<Write> writes = new ArrayList<>(deferred);
        deferred.clear();
        if (writes.isEmpty()) {
            Write first = queue.poll(PROBE_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
            if (first == null) {
                return List.of();
            }
            writes.add(first);
        }
        queue.drainTo(writes, Math.max(0, MAX_DRAIN - writes.size()));
        return writes;
    }

    /** Makes calls of the writes; puts off what would be a second batch of a channel, and what comes after it. */
    private List<Pending> plan(List<Write> writes) {
        Map<ChannelName, AppendBatch> open = new HashMap<>();
        List<Object> ordered = new ArrayList<>();
        Map<ChannelName, Boolean> full = new HashMap<>();
        for (Write write : writes) {
            if (full.containsKey(write.channel())) {
                defer(write);
            } else if (write instanceof Write.Message message) {
                AppendBatch batch = open.computeIfAbsent(write.channel(), channel -> {
                    AppendBatch created = new AppendBatch(channel);
                    ordered.add(created);
                    return created;
                });
                if (!batch.add(message.append())) {
                    full.put(write.channel(), true);
                    defer(write);
                }
            } else if (write instanceof Write.Other other) {
                ordered.add(other.pending());
                if (open.containsKey(write.channel())) {
                    full.put(write.channel(), true);
                }
            }
        }
        return ordered.stream()
                .map(o -> o instanceof AppendBatch batch ? batch.pending(calls, ++batches) : (Pending) o)
                .toList();
    }

    private void defer(Write write) {
        queuedBytes.addAndGet(write.size());
        deferred.add(write);
    }

    private void exchange(List<Pending> planned) throws InterruptedException {
        List<Pending> left = new ArrayList<>(planned);
        long started = System.nanoTime();
        if (left.isEmpty() || started - lastProbe > PROBE_INTERVAL.toNanos()) {
            lastProbe = started;
            left.add(new Pending(calls.probe(), false, reply -> {}, why -> {}));
        }
        while (!left.isEmpty() && !closed) {
            try {
                exchange.run(left);
                left = List.of();
                roundTripNanos = System.nanoTime() - started;
                succeeded();
            } catch (LinkBrokenException e) {
                left = afterBreak(e, System.nanoTime() - started);
            }
        }
        left.forEach(p -> p.failed().accept(new BrokerUnavailableException("the broker was closed")));
    }

    private void succeeded() {
        backoff.reset();
        if (up.compareAndSet(false, true)) {
            LOG.log(Level.INFO, "Redis at {0} is back", server);
        }
    }

    /** What is worth another try; the rest is told. */
    private List<Pending> afterBreak(LinkBrokenException broken, long nanos) throws InterruptedException {
        BrokerUnavailableException why =
                new BrokerUnavailableException("the link to Redis at " + server + " broke", broken);
        if (up.get() && nanos < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            broken.unanswered().stream().filter(p -> !p.repeatable()).forEach(p -> p.failed()
                    .accept(why));
            backoff.pause();
            return broken.unanswered().stream().filter(Pending::repeatable).toList();
        }
        if (up.compareAndSet(true, false)) {
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} cannot be reached: {1}. Publishing answers \"unavailable\" until it is back.",
                    server,
                    broken.getMessage());
        }
        broken.unanswered().forEach(p -> p.failed().accept(why));
        failDeferred();
        failAll();
        backoff.pause();
        return List.of();
    }

    private void failAll() {
        for (Write write = queue.poll(); write != null; write = queue.poll()) {
            fail(write);
        }
    }

    /** By the writer's thread only. */
    private void failDeferred() {
        for (Write write = deferred.poll(); write != null; write = deferred.poll()) {
            fail(write);
        }
    }

    private void fail(Write write) {
        queuedBytes.addAndGet(-write.size());
        write.fail(new BrokerUnavailableException("Redis at " + server + " cannot be reached"));
    }

    /** Ends the loop soon; what waits fails. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Write.Other(new ChannelName("end"), new Pending(calls.probe(), false, r -> {}, w -> {})));
        exchange.close();
    }
}
