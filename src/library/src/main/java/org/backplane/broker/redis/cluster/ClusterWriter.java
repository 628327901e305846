package org.backplane.broker.redis.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.command.RedirectedCall;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.command.UnroutedWrites;
import org.backplane.broker.redis.command.Write;
import org.backplane.broker.redis.command.WriteQueue;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a Redis Cluster: passes each write to the writer of the server that has the slot. Thread-safe.
 *
 * <p>The writes for one slot keep their order when the slot moves, because all of them are in one place at any time: with one
 * writer, or parked here until the server of the slot is known. Only the thread of the writer that has them parks them, while
 * it has no call in flight, together with all queued writes behind them. The lock ensures that: offering a write takes the
 * read lock, moving a slot from one place to another takes the write lock.
 */
public final class ClusterWriter implements Writer {

    private static final long DEADLINE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisWriter.DEADLINE_MILLIS);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** The space for the parked writes of all slots: as much as the queue of one server has. */
    private final UnroutedWrites.Room room = new UnroutedWrites.Room(WriteQueue.MAX_BYTES);

    private final Set<RedisWriter> losing = ConcurrentHashMap.newKeySet();

    // Under the lock:
    private final Map<Integer, RedisWriter> owners = new HashMap<>();
    private final Map<Integer, UnroutedWrites> parked = new HashMap<>();
    private final Map<Integer, Unserved> unserved = new HashMap<>();
    private IntFunction<Optional<RedisWriter>> known = slot -> Optional.empty();
    private boolean serving;
    private boolean closed;

    /** Since when a slot has had no server that executes its calls, and when that was last seen, by {@link System#nanoTime}. */
    private record Unserved(long since, long lastSeen) {}

    @Override
    public void offer(Write write) {
        int slot = write.slot();
        @Nullable RedisWriter owner;
        Optional<BrokerUnavailableException> refused;
        lock.readLock().lock();
        try {
            owner = owners.get(slot);
            refused = serving ? offer(write, owner, parked.get(slot)) : Optional.of(notServed());
        } finally {
            lock.readLock().unlock();
        }
        refused.ifPresent(write::fail);
        if (owner != null) {
            owner.failIfEnded();
        }
    }

    private static Optional<BrokerUnavailableException> offer(
            Write write, @Nullable RedisWriter owner, @Nullable UnroutedWrites waiting) {
        if (waiting != null) {
            return waiting.add(write) ? Optional.empty() : Optional.of(notServed());
        }
        return owner == null ? Optional.of(notServed()) : owner.tryOffer(write);
    }

    private static BrokerUnavailableException notServed() {
        return new BrokerUnavailableException("the Redis Cluster does not serve this channel now");
    }

    @Override
    public boolean isUp(Call call) {
        int slot = Slots.of(call);
        lock.readLock().lock();
        try {
            RedisWriter owner = owners.get(slot);
            return serving && (owner == null ? parked.containsKey(slot) : owner.isUp());
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public boolean keepsOneOrder() {
        return false;
    }

    /** {@link Redirection#redirect}. */
    void redirect(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        Set<Integer> slots = new HashSet<>();
        calls.forEach(call -> slots.add(call.slot()));
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            List<Write> first = calls.stream()
                    .<Write>map(c -> new Write.Repeat(c.pending()))
                    .toList();
            slots.removeIf(slot -> {
                boolean isOverdue = lasts(slot, firstSent) > DEADLINE_NANOS;
                if (isOverdue) {
                    first.stream().filter(w -> w.slot() == slot).forEach(failures::add);
                    from.removeQueued(s -> s == slot).forEach(failures::add);
                    unserved.remove(slot);
                }
                return isOverdue;
            });
            park(from, first, slots, failures);
        } finally {
            lock.writeLock().unlock();
        }
        failures.report();
    }

    /** Collects writes that fail under the lock and fails them after it, because callbacks may run any code. */
    private static final class Failures {
        private final List<Runnable> all = new ArrayList<>();

        void add(Write write) {
            add(write, notServed());
        }

        void add(Write write, BrokerUnavailableException why) {
            all.add(() -> write.fail(why));
        }

        void addQueuedOf(RedisWriter writer) {
            all.add(writer::failIfEnded);
        }

        void report() {
            all.forEach(Runnable::run);
        }
    }

    private long lasts(int slot, long firstSent) {
        long now = System.nanoTime();
        Unserved current = unserved.merge(
                slot,
                new Unserved(firstSent, now),
                (before, next) ->
                        new Unserved(now - before.lastSeen() < DEADLINE_NANOS / 2 ? before.since() : firstSent, now));
        return now - current.since();
    }

    private void park(RedisWriter from, List<Write> first, Set<Integer> slots, Failures failures) {
        for (int slot : slots) {
            owners.remove(slot);
            parked.put(slot, new UnroutedWrites(room));
        }
        Stream.concat(first.stream(), from.removeQueued(slots::contains).stream())
                .forEach(write -> {
                    UnroutedWrites waiting = parked.get(write.slot());
                    if (waiting != null && !waiting.add(write)) {
                        failures.add(write);
                    }
                });
    }

    /** {@link Redirection#removeMoved}. */
    List<PendingCall> removeMoved(RedisWriter from, List<PendingCall> unanswered) {
        if (!losing.remove(from)) {
            return unanswered;
        }
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            Set<Integer> gone = lostBy(from);
            List<Write> others = unanswered.stream()
                    .filter(p -> isOf(p, gone))
                    .<Write>map(Write.Repeat::new)
                    .toList();
            park(from, others, gone, failures);
            gone.forEach(slot -> release(slot, failures));
            return unanswered.stream().filter(p -> !isOf(p, gone)).toList();
        } finally {
            lock.writeLock().unlock();
            failures.report();
        }
    }

    private Set<Integer> lostBy(RedisWriter from) {
        Set<Integer> gone = new HashSet<>();
        owners.forEach((slot, owner) -> {
            if (owner == from && known.apply(slot).filter(from::equals).isEmpty()) {
                gone.add(slot);
            }
        });
        return gone;
    }

    private static boolean isOf(PendingCall pending, Set<Integer> slots) {
        return pending.call().key().length > 0 && slots.contains(Slots.of(pending.call()));
    }

    /**
     * Applies another slot map; parked writes are passed to the servers of their slots, or fail if they are overdue.
     *
     * @param to the writer of the server that has a slot
     * @param isServing whether the Cluster serves calls at all
     */
    public void apply(IntFunction<Optional<RedisWriter>> to, boolean isServing) {
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            known = to;
            serving = isServing && !closed;
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                apply(slot, failures);
            }
        } finally {
            lock.writeLock().unlock();
        }
        failures.report();
        losing.forEach(RedisWriter::wakeUp);
    }

    private void apply(int slot, Failures failures) {
        Optional<RedisWriter> next = known.apply(slot);
        UnroutedWrites waiting = parked.get(slot);
        RedisWriter owner = owners.get(slot);
        if (waiting != null && next.isPresent() && serving) {
            release(slot, failures);
        } else if (waiting != null && waiting.age() > DEADLINE_NANOS) {
            waiting.removeAll().forEach(failures::add);
            parked.remove(slot);
        } else if (waiting == null && owner == null) {
            next.ifPresent(writer -> owners.put(slot, writer));
        } else if (owner != null && next.filter(owner::equals).isEmpty()) {
            losing.add(owner);
        }
    }

    private void release(int slot, Failures failures) {
        @Nullable UnroutedWrites waiting = parked.get(slot);
        Optional<RedisWriter> next = known.apply(slot);
        if (waiting != null && next.isPresent()) {
            parked.remove(slot);
            owners.put(slot, next.get());
            waiting.removeAll().forEach(write -> next.get().tryOffer(write).ifPresent(why -> failures.add(write, why)));
            failures.addQueuedOf(next.get());
        }
    }

    /** Whether no writes are parked, and no writer has to give up slots. */
    boolean isSettled() {
        lock.readLock().lock();
        try {
            return parked.isEmpty() && losing.isEmpty();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether a writer has slots or queued writes for them. */
    boolean has(RedisWriter writer) {
        lock.readLock().lock();
        try {
            return owners.containsValue(writer);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Fails the parked writes and accepts no more. */
    void close() {
        List<Write> removed = new ArrayList<>();
        lock.writeLock().lock();
        try {
            closed = true;
            serving = false;
            parked.values().forEach(waiting -> removed.addAll(waiting.removeAll()));
        } finally {
            lock.writeLock().unlock();
        }
        removed.forEach(write -> write.fail(new BrokerUnavailableException("the broker was closed")));
    }
}
