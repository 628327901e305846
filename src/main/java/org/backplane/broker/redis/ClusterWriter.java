package org.backplane.broker.redis;

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
import org.jspecify.annotations.Nullable;

/**
 * All that this node changes in a Redis Cluster: gives it to the writer of the server that has the slot.
 *
 * <p>What is for one slot keeps its order wherever the slot goes, because it is all in one place at any time: with one
 * writer, or parked here until it is known who has the slot. Only the thread of the writer that has it parks it, when
 * nothing of it is on its way, together with all that waits behind it. The lock is for exactly that: whoever offers
 * something shares it, whoever takes a slot from one place to another has it alone.
 */
final class ClusterWriter implements Writer {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisWriter.PATIENCE_MILLIS);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<RedisWriter> losing = ConcurrentHashMap.newKeySet();

    // Under the lock:
    private final Map<Integer, RedisWriter> owners = new HashMap<>();
    private final Map<Integer, ParkedWrites> parked = new HashMap<>();
    private final Map<Integer, Trouble> troubles = new HashMap<>();
    private IntFunction<Optional<RedisWriter>> known = slot -> Optional.empty();
    private boolean serving;

    /** Since when a slot was not served, and when that was seen last, by {@link System#nanoTime}. */
    private record Trouble(long since, long seen) {}

    @Override
    public void offer(Write write) {
        int slot = write.slot();
        boolean taken;
        lock.readLock().lock();
        try {
            taken = serving && offer(slot, write);
        } finally {
            lock.readLock().unlock();
        }
        if (!taken) {
            write.fail(notServed());
        }
    }

    private boolean offer(int slot, Write write) {
        ParkedWrites waiting = parked.get(slot);
        if (waiting != null) {
            return waiting.add(write);
        }
        RedisWriter owner = owners.get(slot);
        if (owner != null) {
            owner.offer(write);
        }
        return owner != null;
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
    void leave(RedisWriter from, List<Redirected> calls, long firstSent) {
        Set<Integer> slots = new HashSet<>();
        calls.forEach(call -> slots.add(call.slot()));
        List<Write> hopeless = new ArrayList<>();
        lock.writeLock().lock();
        try {
            List<Write> first =
                    calls.stream().<Write>map(c -> new Write.Again(c.pending())).toList();
            slots.removeIf(slot -> {
                boolean tooLong = lasts(slot, firstSent) > PATIENCE_NANOS;
                if (tooLong) {
                    first.stream().filter(w -> w.slot() == slot).forEach(hopeless::add);
                    hopeless.addAll(from.takeOut(s -> s == slot));
                    troubles.remove(slot);
                }
                return tooLong;
            });
            park(from, first, slots);
        } finally {
            lock.writeLock().unlock();
        }
        hopeless.forEach(write -> write.fail(notServed()));
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

    private void park(RedisWriter from, List<Write> first, Set<Integer> slots) {
        for (int slot : slots) {
            owners.remove(slot);
            parked.put(slot, new ParkedWrites());
        }
        Stream.concat(first.stream(), from.takeOut(slots::contains).stream()).forEach(write -> {
            ParkedWrites waiting = parked.get(write.slot());
            if (waiting != null && !waiting.add(write)) {
                write.fail(notServed());
            }
        });
    }

    /** {@link Redirection#sortOut}. */
    List<Pending> sortOut(RedisWriter from, List<Pending> unanswered) {
        if (!losing.remove(from)) {
            return unanswered;
        }
        lock.writeLock().lock();
        try {
            Set<Integer> gone = new HashSet<>();
            owners.forEach((slot, owner) -> {
                if (owner == from && known.apply(slot).filter(from::equals).isEmpty()) {
                    gone.add(slot);
                }
            });
            List<Write> others = unanswered.stream()
                    .filter(p -> isOf(p, gone))
                    .<Write>map(Write.Again::new)
                    .toList();
            park(from, others, gone);
            gone.forEach(this::release);
            return unanswered.stream().filter(p -> !isOf(p, gone)).toList();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static boolean isOf(Pending pending, Set<Integer> slots) {
        return pending.call().key().length > 0 && slots.contains(Slots.of(pending.call()));
    }

    /**
     * Goes by another map from now on; what is parked goes on, or fails if it has waited for too long.
     *
     * @param to who has a slot
     * @param isServing whether the Cluster works at all
     */
    void learned(IntFunction<Optional<RedisWriter>> to, boolean isServing) {
        List<Write> hopeless = new ArrayList<>();
        lock.writeLock().lock();
        try {
            known = to;
            serving = isServing;
            for (int slot = 0; slot < Slots.COUNT; slot++) {
                learned(slot, hopeless);
            }
        } finally {
            lock.writeLock().unlock();
        }
        hopeless.forEach(write -> write.fail(notServed()));
        losing.forEach(RedisWriter::lookAround);
    }

    private void learned(int slot, List<Write> hopeless) {
        Optional<RedisWriter> next = known.apply(slot);
        ParkedWrites waiting = parked.get(slot);
        RedisWriter owner = owners.get(slot);
        if (waiting != null && next.isPresent() && serving) {
            release(slot);
        } else if (waiting != null && waiting.age() > PATIENCE_NANOS) {
            hopeless.addAll(waiting.takeAll());
            parked.remove(slot);
        } else if (waiting == null && owner == null) {
            next.ifPresent(writer -> owners.put(slot, writer));
        } else if (owner != null && next.filter(owner::equals).isEmpty()) {
            losing.add(owner);
        }
    }

    private void release(int slot) {
        @Nullable ParkedWrites waiting = parked.get(slot);
        Optional<RedisWriter> next = known.apply(slot);
        if (waiting != null && next.isPresent()) {
            parked.remove(slot);
            owners.put(slot, next.get());
            waiting.takeAll().forEach(next.get()::offer);
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
            serving = false;
            parked.values().forEach(waiting -> hopeless.addAll(waiting.takeAll()));
        } finally {
            lock.writeLock().unlock();
        }
        hopeless.forEach(write -> write.fail(new BrokerUnavailableException("the broker was closed")));
    }
}
