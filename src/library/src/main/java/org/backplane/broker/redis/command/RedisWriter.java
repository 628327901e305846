package org.backplane.broker.redis.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Timings;
import org.backplane.broker.redis.link.LinkBrokenException;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.loop.Backoff;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one server of Redis, by group commit. Thread-safe.
 *
 * <p>Callers add to a bounded queue and never block. One thread writes in rounds: the queued messages of one channel become
 * one batch, the batches of a round go in one pipeline, and the next round begins when all have their replies. So at most one
 * batch per channel is in flight, the batch size follows the load, a retry precedes newer writes, and a channel with many
 * writes does not delay others.
 *
 * <p>When the link breaks or Redis does not reply, repeatable calls are retried until {@value #DEADLINE_MILLIS} ms after they
 * were first sent. Then all queued writes fail with {@link BrokerUnavailableException}, and so does each new one until the
 * link works again: the {@link CircuitBreaker} is closed while writes are accepted, open after that failure, and half open
 * while a probe is in flight. {@link #breakIfOverdue} must be called several times a second: a write into a full socket has
 * no timeout of its own.
 */
public final class RedisWriter extends CommandLoop implements Writer {

    /** How long a call is retried, and how long a link may take to open. */
    public static final long DEADLINE_MILLIS = 1_700;

    /** While no caller waits, a slow server has more time to accept a link. */
    private static final long PROBE_DEADLINE_MILLIS = 5_000;

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long NO_LINK = -1;

    private final RedisCalls calls;
    private final Redirection redirection;
    private final String server;
    private final ServerHealth health;
    private final WriteQueue queue = new WriteQueue();
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable Thread thread;
    private volatile long roundTripNanos;
    private final Timings roundTrips = new Timings();
    private final ProbeTimes probes = new ProbeTimes();
    private long lastProbe = System.nanoTime();
    private long queriedLink = NO_LINK;

    public RedisWriter(RedisCalls calls, RedisConnector connector, ServerHealth health, Redirection redirection) {
        super("commands", "writes", connector, health, redirection);
        this.calls = calls;
        this.redirection = redirection;
        this.server = connector.toString();
        this.health = health;
    }

    @Override
    public void offer(Write write) {
        tryOffer(write).ifPresent(write::fail);
        failIfEnded();
    }

    /**
     * Queues a write, or returns why it was not accepted; the write itself is not failed then. The caller has to call {@link
     * #failIfEnded} afterwards.
     */
    public Optional<BrokerUnavailableException> tryOffer(Write write) {
        if (!isUp() || isClosed()) {
            return Optional.of(unreachable());
        } else if (!queue.offer(write)) {
            return Optional.of(new BrokerUnavailableException("too much waits to be written to Redis at " + server));
        }
        return Optional.empty();
    }

    /** Fails what was queued while the thread of the writer ended. Runs callbacks: not to be called under a lock. */
    public void failIfEnded() {
        if (isClosed() || breaker().isStopped()) {
            queue.failAll(unreachable());
        }
    }

    private BrokerUnavailableException unreachable() {
        return new BrokerUnavailableException("Redis at " + server + " cannot be reached");
    }

    @Override
    public boolean isUp(Call call) {
        return isUp();
    }

    @Override
    public boolean keepsOneOrder() {
        return true;
    }

    /** The duration of the last successful exchange with its retries, in nanoseconds. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /** The durations of all successful exchanges with their retries. */
    public Timings roundTrips() {
        return roundTrips;
    }

    /** The durations of the last exchanges that had a probe in them. */
    public ProbeTimes probes() {
        return probes;
    }

    /** The size of all writes that are queued or in flight, in bytes. */
    public long queuedBytes() {
        return queue.bytes();
    }

    /** Breaks the link if the current exchange is beyond its deadline. */
    public void breakIfOverdue() {
        exchange().breakIfOverdue();
    }

    @Override
    public void round() throws InterruptedException {
        thread = Thread.currentThread();
        breaker().begin();
        redirection.removeMoved(this, List.of(), System.nanoTime());
        List<Write> writes = isUp() ? queue.take(PROBE_INTERVAL) : List.of();
        try {
            write(writes);
        } finally {
            queue.done(writes);
        }
    }

    private void write(List<Write> writes) throws InterruptedException {
        try {
            send(queue.plan(writes, calls));
        } catch (RuntimeException | Error bug) {
            writes.forEach(w -> w.fail(new BrokerUnavailableException("writing to Redis failed", bug)));
            throw bug;
        } catch (InterruptedException e) {
            writes.forEach(w -> w.fail(new BrokerUnavailableException("the broker was closed", e)));
            throw e;
        }
    }

    @Override
    void failWaiting(Throwable why) {
        failWaiting();
    }

    @Override
    void failWaiting() {
        queue.failAll(unreachable());
    }

    private void send(List<PendingCall> planned) throws InterruptedException {
        List<PendingCall> left = new ArrayList<>(planned);
        long started = System.nanoTime();
        long deadline = started + TimeUnit.MILLISECONDS.toNanos(isUp() ? DEADLINE_MILLIS : PROBE_DEADLINE_MILLIS);
        if (left.isEmpty() || started - lastProbe > PROBE_INTERVAL.toNanos()) {
            lastProbe = started;
            left.addAll(probes(started));
        }
        breaker().attempt();
        while (!left.isEmpty() && !isClosed()) {
            try {
                List<RedirectedCall> redirected = exchange().run(left, deadline);
                left = List.of();
                roundTripNanos = System.nanoTime() - started;
                roundTrips.took(roundTripNanos);
                succeeded();
                redirect(redirected, started);
            } catch (LinkBrokenException e) {
                left = redirection.removeMoved(this, callsToRetry(e, deadline), started);
            }
        }
        left.forEach(p -> p.failed().accept(new BrokerUnavailableException("the broker was closed")));
    }

    /**
     * The probes: whether Redis replies, and whether it accepts writes, because it may do the one without the other. Over each
     * new link also the queries for version and eviction policy.
     */
    private List<PendingCall> probes(long started) {
        List<PendingCall> all = new ArrayList<>();
        all.add(new PendingCall(calls.probe(), true, reply -> probes.record(System.nanoTime() - started), why -> {}));
        redirection
                .hashTag(this)
                .map(calls::writeProbe)
                .ifPresent(call -> all.add(new PendingCall(call, true, reply -> health.writeAccepted(), why -> {})));
        long link = restarts();
        if (queriedLink != link) {
            all.addAll(health.facts().queries(() -> queriedLink = link));
        }
        return all;
    }

    private void redirect(List<RedirectedCall> redirected, long firstSent) {
        if (!redirected.isEmpty()) {
            redirection.redirect(this, redirected, firstSent);
        }
    }

    /** Removes the queued writes for certain slots and returns them in order. For the writer's thread. */
    public List<Write> removeQueued(IntPredicate slots) {
        return queue.remove(slots);
    }

    /** Breaks the current exchange, and begins the next round at once. */
    public void interruptExchange() {
        exchange().close();
        LockSupport.unpark(thread);
    }

    /** Begins the next round at once, or as soon as the current exchange has ended. */
    public void wakeUp() {
        if (isUp()) {
            queue.offer(new Write.OfNode(new PendingCall(calls.probe(), true, reply -> {}, why -> {})));
        }
        LockSupport.unpark(thread);
    }

    private void succeeded() {
        backoff.reset();
        breaker().succeeded();
    }

    /** Returns the calls to retry, after a pause; fails the others. */
    private List<PendingCall> callsToRetry(LinkBrokenException broken, long deadline) throws InterruptedException {
        BrokerUnavailableException why =
                new BrokerUnavailableException("the link to Redis at " + server + " broke", broken);
        if (isUp() && System.nanoTime() < deadline) {
            broken.unanswered().stream().filter(p -> !p.repeatable()).forEach(p -> p.failed()
                    .accept(why));
            backoff.pause(deadline);
            return broken.unanswered().stream().filter(PendingCall::repeatable).toList();
        }
        breaker().failed(LinkFailure.of(broken));
        broken.unanswered().forEach(p -> p.failed().accept(why));
        failWaiting();
        backoff.pause();
        return List.of();
    }

    @Override
    public void close() {
        super.close();
        queue.offer(new Write.OfNode(new PendingCall(calls.probe(), false, r -> {}, w -> {})));
    }
}
