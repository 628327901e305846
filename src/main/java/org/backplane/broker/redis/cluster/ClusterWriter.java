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
 * All that this node changes in a Redis Cluster: gives it to the writer of the server that has the slot.
 *
 * <p>What is for one slot keeps its order wherever the slot goes, because it is all in one place at any time: with one
 * writer, or parked here until it is known who has the slot. Only the thread of the writer that has it parks it, when
 * nothing of it is on its way, together with all that waits behind it. The lock is for exactly that: whoever offers
 * something shares it, whoever takes a slot from one place to another has it alone.
 */
public final class ClusterWriter implements Writer {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisWriter.PATIENCE_MILLIS);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** What may wait for all slots together: as much as for one server. */
    private final UnroutedWrites.Room room = new UnroutedWrites.Room(WriteQueue.MAX_BYTES);

    private final Set<RedisWriter> losing = ConcurrentHashMap.newKeySet();

    // Under the lock:
    private final Map<Integer, RedisWriter> owners = new HashMap<>();
    private final Map<Integer, UnroutedWrites> parked = new HashMap<>();
    private final Map<Integer, Trouble> troubles = new HashMap<>();
    private IntFunction<Optional<RedisWriter>> known = slot -> Optional.empty();
    private boolean serving;
    private boolean closed;

    /** Since when a slot was not served, and when that was seen last, by {@link System#nanoTime}. */
    private record Trouble(long since, long seen) {}

    @Override
    public void offer(Write write) {
        int slot = write.slot();
        Optional<BrokerUnavailableException> refused;
        lock.readLock().lock();
        try {
            refused = serving ? offer(slot, write) : Optional.of(notServed());
        } finally {
            lock.readLock().unlock();
        }
        refused.ifPresent(write::fail);
    }

    private Optional<BrokerUnavailableException> offer(int slot, Write write) {
        UnroutedWrites waiting = parked.get(slot);
        if (waiting != null) {
            return waiting.add(write) ? Optional.empty() : Optional.of(notServed());
        }
        RedisWriter owner = owners.get(slot);
        return owner == null ? Optional.of(notServed()) : owner.take(write);
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

    /** {@link Redirection#leave}. */
    void leave(RedisWriter from, List<RedirectedCall> calls, long firstSent) {
        Set<Integer> slots = new HashSet<>();
        calls.forEach(call -> slots.add(call.slot()));
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            List<Write> first =
                    calls.stream().<Write>map(c -> new Write.Again(c.pending())).toList();
            slots.removeIf(slot -> {
                boolean tooLong = lasts(slot, firstSent) > PATIENCE_NANOS;
                if (tooLong) {
                    first.stream().filter(w -> w.slot() == slot).forEach(failures::add);
                    from.takeOut(s -> s == slot).forEach(failures::add);
                    troubles.remove(slot);
                }
                return tooLong;
            });
            park(from, first, slots, failures);
        } finally {
            lock.writeLock().unlock();
        }
        failures.tell();
    }

    /** What fails under the lock is told after it: those who wait run what they like then. */
    private static final class Failures {
        private final List<Runnable> all = new ArrayList<>();

        void add(Write write) {
            add(write, notServed());
        }

        void add(Write write, BrokerUnavailableException why) {
            all.add(() -> write.fail(why));
        }

        void tell() {
            all.forEach(Runnable::run);
        }
    }

    private long lasts(int slot, long firstSent) {
        long now = System.nanoTime();
        Trouble trouble = troubles.merge(
                slot,
                new Trouble(firstSent, now),
                (before, next) ->
                        new Trouble(now - before.seen() < PATIENCE_NANOS / 2 ? before.since() : firstSent, now));
        return now - trouble.since();
    }

    private void park(RedisWriter from, List<Write> first, Set<Integer> slots, Failures failures) {
        for (int slot : slots) {
            owners.remove(slot);
            parked.put(slot, new UnroutedWrites(room));
        }
        Stream.concat(first.stream(), from.takeOut(slots::contains).stream()).forEach(write -> {
            UnroutedWrites waiting = parked.get(write.slot());
            if (waiting != null && !waiting.add(write)) {
                failures.add(write);
            }
        });
    }

    /** {@link Redirection#sortOut}. */
    List<PendingCall> sortOut(RedisWriter from, List<PendingCall> unanswered) {
        if (!losing.remove(from)) {
            return unanswered;
        }
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            Set<Integer> gone = lostBy(from);
            List<Write> others = unanswered.stream()
                    .filter(p -> isOf(p, gone))
                    .<Write>map(Write.Again::new)
                    .toList();
            park(from, others, gone, failures);
            gone.forEach(slot -> release(slot, failures));
            return unanswered.stream().filter(p -> !isOf(p, gone)).toList();
        } finally {
            lock.writeLock().unlock();
            failures.tell();
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
     * Goes by another map from now on; what is parked goes on, or fails if it has waited for too long.
     *
     * @param to who has a slot
     * @param isServing whether the Cluster works at all
     */
    public void learned(IntFunction<Optional<RedisWriter>> to, boolean isServing) {
        Failures failures = new Failures();
        lock.writeLock().lock();
        try {
            known = to;
            serving = isServing && !closed;
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                learned(slot, failures);
            }
        } finally {
            lock.writeLock().unlock();
        }
        failures.tell();
        losing.forEach(RedisWriter::lookAround);
    }

    private void learned(int slot, Failures failures) {
        Optional<RedisWriter> next = known.apply(slot);
        UnroutedWrites waiting = parked.get(slot);
        RedisWriter owner = owners.get(slot);
        if (waiting != null && next.isPresent() && serving) {
            release(slot, failures);
        } else if (waiting != null && waiting.age() > PATIENCE_NANOS) {
            waiting.takeAll().forEach(failures::add);
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
            waiting.takeAll().forEach(write -> next.get().take(write).ifPresent(why -> failures.add(write, why)));
        }
    }

    /** Whether nothing waits for a server to be found. */
    boolean isSettled() {
        lock.readLock().lock();
        try {
            return parked.isEmpty() && losing.isEmpty();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether a writer has slots, or what is for them. */
    boolean has(RedisWriter writer) {
        lock.readLock().lock();
        try {
            return owners.containsValue(writer);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Fails what waits here, and takes nothing any more. */
    void close() {
        List<Write> hopeless = new ArrayList<>();
        lock.writeLock().lock();
        try {
            closed = true;
            serving = false;
            parked.values().forEach(waiting -> hopeless.addAll(waiting.takeAll()));
        } finally {
            lock.writeLock().unlock();
        }
        hopeless.forEach(write -> write.fail(new BrokerUnavailableException("the broker was closed")));
    }
}
