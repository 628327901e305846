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
 * All that this node changes in Redis: group commit.
 *
 * <p>Callers put into a bounded queue and never block. One thread writes in rounds: what waits for one channel becomes one
 * batch, the batches of one round go in one pipeline, and the next round begins when all have their replies; so there is
 * at most one batch per channel in flight, its size follows the load, a retry comes before anything newer, and a channel
 * that is flooded delays no other.
 *
 * <p>When the link breaks or Redis is silent, what may be repeated is repeated until {@value #PATIENCE_MILLIS} ms have
 * passed since it was first sent, then all that waits fails with {@link BrokerUnavailableException}, as does all that
 * comes until the link is back: the {@link CircuitBreaker} is closed while writes are taken in, open after that failure, and
 * half open while a probe finds out whether Redis is back. {@link #breakIfOverdue} must be called now and then: a write into a full socket has no
 * timeout of its own.
 */
public final class RedisWriter extends CommandLoop implements Writer {

    public static final long PATIENCE_MILLIS = 1_700;

    /** While nobody waits, a slow server has more time to let us in. */
    private static final long PROBE_PATIENCE_MILLIS = 5_000;

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
    private long askedOver = NO_LINK;

    public RedisWriter(RedisCalls calls, RedisConnector connector, ServerHealth health, Redirection redirection) {
        super("commands", "writes", connector, health, redirection);
        this.calls = calls;
        this.redirection = redirection;
        this.server = connector.toString();
        this.health = health;
    }

    @Override
    public void offer(Write write) {
        take(write).ifPresent(write::fail);
    }

    /** Takes the write in, or returns why not; then it has not been told so. */
    public Optional<BrokerUnavailableException> take(Write write) {
        if (!isUp() || isClosed()) {
            return Optional.of(unreachable());
        } else if (!queue.offer(write)) {
            return Optional.of(new BrokerUnavailableException("too much waits to be written to Redis at " + server));
        } else if (isClosed() || breaker().isStopped()) {
            queue.failAll(unreachable());
        }
        return Optional.empty();
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

    /** How long the last exchange took, in nanoseconds. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /** How long each exchange took that succeeded, with its retries. */
    public Timings roundTrips() {
        return roundTrips;
    }

    /** How long the last probes took, with what went along with them. */
    public ProbeTimes probes() {
        return probes;
    }

    /** How much waits, in bytes. */
    public long queuedBytes() {
        return queue.bytes();
    }

    /** Any thread: breaks the link if what is on its way has been so for too long. */
    public void breakIfOverdue() {
        exchange().breakIfOverdue();
    }

    @Override
    public void round() throws InterruptedException {
        thread = Thread.currentThread();
        breaker().begin();
        redirection.sortOut(this, List.of(), System.nanoTime());
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
        long deadline = started + TimeUnit.MILLISECONDS.toNanos(isUp() ? PATIENCE_MILLIS : PROBE_PATIENCE_MILLIS);
        if (left.isEmpty() || started - lastProbe > PROBE_INTERVAL.toNanos()) {
            lastProbe = started;
            left.addAll(probing(started));
        }
        breaker().attempt();
        while (!left.isEmpty() && !isClosed()) {
            try {
                List<RedirectedCall> redirected = exchange().run(left, deadline);
                left = List.of();
                roundTripNanos = System.nanoTime() - started;
                roundTrips.took(roundTripNanos);
                succeeded();
                leave(redirected, started);
            } catch (LinkBrokenException e) {
                left = redirection.sortOut(this, afterBreak(e, deadline), started);
            }
        }
        left.forEach(p -> p.failed().accept(new BrokerUnavailableException("the broker was closed")));
    }

    /**
     * Whether Redis answers, and whether it takes writes: it may do the one and not the other. Over each new link once, what
     * the server is.
     */
    private List<PendingCall> probing(long started) {
        List<PendingCall> all = new ArrayList<>();
        all.add(new PendingCall(calls.probe(), true, reply -> probes.took(System.nanoTime() - started), why -> {}));
        redirection
                .tagOf(this)
                .map(calls::writeProbe)
                .ifPresent(call -> all.add(new PendingCall(call, true, reply -> health.taken(), why -> {})));
        long link = restarts();
        if (askedOver != link) {
            all.addAll(health.facts().questions(() -> askedOver = link));
        }
        return all;
    }

    private void leave(List<RedirectedCall> redirected, long firstSent) {
        if (!redirected.isEmpty()) {
            redirection.leave(this, redirected, firstSent);
        }
    }

    /** The writer's thread: takes out what waits for certain slots, in its order. */
    public List<Write> takeOut(IntPredicate slots) {
        return queue.takeOut(slots);
    }

    /** Any thread: what is on its way breaks, and the thread looks at once what there is to do. */
    public void interruptExchange() {
        exchange().close();
        LockSupport.unpark(thread);
    }

    /** Any thread: makes the thread look at once what there is to do. */
    public void lookAround() {
        if (isUp()) {
            queue.offer(new Write.OfNode(new PendingCall(calls.probe(), true, reply -> {}, why -> {})));
        }
        LockSupport.unpark(thread);
    }

    private void succeeded() {
        backoff.reset();
        breaker().succeeded();
    }

    /** What is worth another try; the rest is told. */
    private List<PendingCall> afterBreak(LinkBrokenException broken, long deadline) throws InterruptedException {
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
