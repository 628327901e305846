package org.backplane.broker.redis.command;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.LinkBrokenException;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCommand;

/**
 * Reads from one server of Redis, over a link of its own, so that a long history does not delay a publish. Thread-safe; callers
 * never block. One thread sends all queued reads in one pipeline, joined into {@linkplain ReadBatch few calls}. A read is tried
 * twice; then it and all queued reads fail with {@link BrokerUnavailableException}.
 *
 * <p>Under load each round {@linkplain ReadCoalescing waits} up to 60 ms for more reads.
 */
public final class RedisReader extends CommandLoop implements Reader {

    private static final System.Logger LOG = System.getLogger(RedisReader.class.getName());
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_PIPELINE = 256;
    private static final long POLL_MILLIS = 500;

    private final BooleanSupplier isKnownDown;
    private final BlockingQueue<PendingCall> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final boolean isOneServer;
    private final ReadCoalescing coalescing = new ReadCoalescing(System::nanoTime);

    /** @param isKnownDown whether Redis is known to be unreachable, so that reads fail without an attempt */
    public RedisReader(
            RedisConnector connector, BooleanSupplier isKnownDown, ServerHealth health, Redirection redirection) {
        super("reads", "reads", connector, health, redirection);
        this.isKnownDown = isKnownDown;
        this.isOneServer = !redirection.isPossible();
    }

    @Override
    public <T> CompletionStage<T> read(Call call, Function<Object, T> decode) {
        CompletableFuture<T> result = new CompletableFuture<>();
        PendingCall pending = new PendingCall(
                call, true, reply -> result.complete(decode.apply(reply)), result::completeExceptionally);
        if (isKnownDown.getAsBoolean()) {
            breaker().trip();
            pending.failed().accept(new BrokerUnavailableException("Redis cannot be used"));
        } else if (hasNoThread()) {
            pending.failed().accept(wasClosed());
        } else if (!queue.offer(pending)) {
            pending.failed().accept(new BrokerUnavailableException("too many reads wait for Redis"));
        } else if (hasNoThread()) {
            failAll(wasClosed());
        }
        return result;
    }

    private boolean hasNoThread() {
        return isClosed() || breaker().isStopped();
    }

    /** After a failure a probe is sent if there are no reads, so that the state of the link is known. */
    @Override
    public void round() throws InterruptedException {
        breaker().begin();
        PendingCall first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            readOrFail(collectRound(first));
        } else if (!isUp() && !isKnownDown.getAsBoolean()) {
            readTwice(List.of(probe()));
        }
    }

    private static PendingCall probe() {
        return new PendingCall(new Call.Plain(RedisCommand.TIME, List.of()), true, reply -> {}, why -> {});
    }

    @Override
    void failWaiting(Throwable why) {
        failAll(new BrokerUnavailableException("reading from Redis failed", why));
    }

    @Override
    void failWaiting() {
        failAll(wasClosed());
    }

    private List<PendingCall> collectRound(PendingCall first) throws InterruptedException {
        List<PendingCall> calls = new ArrayList<>(List.of(first));
        queue.drainTo(calls, MAX_PIPELINE - 1);
        long wait = coalescing.waitNanos();
        if (isOneServer && wait > 0) {
            addUntilDeadline(calls, wait);
        }
        coalescing.roundCollected(calls);
        return calls;
    }

    private void addUntilDeadline(List<PendingCall> calls, long waitNanos) throws InterruptedException {
        long until = System.nanoTime() + waitNanos;
        while (calls.size() < MAX_PIPELINE) {
            PendingCall next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            calls.add(next);
        }
    }

    private void readOrFail(List<PendingCall> calls) {
        try {
            readJointly(calls);
        } catch (RuntimeException | Error bug) {
            calls.forEach(p -> p.failed().accept(new BrokerUnavailableException("reading from Redis failed", bug)));
            throw bug;
        }
    }

    private void readJointly(List<PendingCall> calls) {
        if (!isOneServer) {
            readTwice(calls);
            return;
        }
        for (List<PendingCall> next = calls; !next.isEmpty(); ) {
            ReadBatch reads = new ReadBatch();
            readTwice(reads.join(next));
            if (!reads.alone().isEmpty()) {
                readTwice(reads.alone());
            }
            next = reads.again();
            if (!next.isEmpty()) {
                addQueued(calls, next);
            }
        }
    }

    /** A call that has to be repeated takes along the reads that were queued meanwhile. */
    private void addQueued(List<PendingCall> calls, List<PendingCall> next) {
        List<PendingCall> came = new ArrayList<>();
        queue.drainTo(came, Math.max(0, MAX_PIPELINE - next.size()));
        calls.addAll(came);
        next.addAll(came);
    }

    private void readTwice(List<PendingCall> calls) {
        breaker().attempt();
        try {
            failRedirected(exchange().run(calls, ExchangeDeadline.NONE));
            breaker().succeeded();
        } catch (LinkBrokenException first) {
            LOG.log(Level.DEBUG, "a read is tried again", first);
            try {
                failRedirected(exchange().run(first.unanswered(), ExchangeDeadline.NONE));
                breaker().succeeded();
            } catch (LinkBrokenException second) {
                fail(second);
            }
        }
    }

    private static void failRedirected(List<RedirectedCall> redirected) {
        redirected.forEach(one -> one.pending()
                .failed()
                .accept(new BrokerUnavailableException(
                        "another server of the Redis Cluster has the slot: "
                                + one.why().getMessage(),
                        one.why())));
    }

    /** Fails the queued reads too: they would wait as long again for the same failure. */
    private void fail(LinkBrokenException broken) {
        if (broken.isOurs()) {
            breaker().failed(LinkFailure.of(broken));
        } else {
            breaker().trip();
        }
        BrokerUnavailableException why = new BrokerUnavailableException("the link to Redis broke", broken);
        broken.unanswered().forEach(p -> p.failed().accept(why));
        failAll(why);
    }

    private void failAll(BrokerUnavailableException why) {
        for (PendingCall p = queue.poll(); p != null; p = queue.poll()) {
            p.failed().accept(why);
        }
    }

    private static BrokerUnavailableException wasClosed() {
        return new BrokerUnavailableException("the broker was closed");
    }
}
