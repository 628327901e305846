package org.backplane.broker.redis.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.AppendBatch;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.message.ChannelName;

/**
 * The queue of writes to one server of Redis, bounded in bytes; {@link #take} selects the writes of the next round.
 * Thread-safe; {@link #take} and {@link #plan} are for the writer's thread.
 *
 * <p>Each channel has a queue of its own, and channels are served round-robin, so a channel with many writes does not delay
 * others: a write is in the next round, or in one of the next few if very many channels have many writes. The cost of a round
 * depends on its own size, not on that of the queue. Writes that belong to no channel are in the next round, before the
 * channels, so they precede all writes that are added after them.
 *
 * <p>A channel may use {@value #SHARE} times as much space as is free (the dynamic threshold of Choudhury and Hahne, 1998,
 * for switches whose ports share a memory): one busy channel may use three quarters of all, several about equal parts, and
 * some space is always free for a channel without queued writes.
 */
public final class WriteQueue {

    /** The bound of all writes that are queued or in flight. */
    public static final long MAX_BYTES = 16L * 1024 * 1024;

    /** The bound of one pipeline: a slow link must be able to transfer it within the deadline of the writer. */
    private static final long MAX_ROUND_BYTES = 1024 * 1024;

    private static final int MAX_ROUND = 8_192;

    /** What each channel may have in a round however many channels there are, so that batches stay efficient. */
    private static final long MIN_CHANNEL_BYTES = 16 * 1024;

    private static final int SHARE = 3;

    /** Guards the fields below; held only while a write is added or a round is selected. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition notEmpty = lock.newCondition();
    private final Deque<Write.Repeat> repeats = new ArrayDeque<>();
    private final Deque<Write.OfNode> ofNode = new ArrayDeque<>();
    private final Map<ChannelName, ChannelWrites> channels = new HashMap<>();

    /** The same, in the order in which they are served. */
    private final Deque<ChannelWrites> roundRobin = new ArrayDeque<>();

    private long bytes;

    /** Adds a write; false if the queue, or the part of its channel, is full. */
    boolean offer(Write write) {
        lock.lock();
        try {
            if (!hasRoom(write)) {
                return false;
            }
            bytes += write.size();
            add(write);
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(Write write) {
        long free = MAX_BYTES - bytes;
        if (write.size() > free) {
            return false;
        }
        ChannelWrites ofChannel = write instanceof Write.OfChannel of ? channels.get(of.channel()) : null;
        return ofChannel == null || ofChannel.bytes() + write.size() <= SHARE * free;
    }

    private void add(Write write) {
        if (write instanceof Write.OfChannel of) {
            channels.computeIfAbsent(of.channel(), this::addChannel).add(of);
        } else if (write instanceof Write.Repeat repeat) {
            repeats.add(repeat);
        } else {
            ofNode.add((Write.OfNode) write);
        }
    }

    private ChannelWrites addChannel(ChannelName channel) {
        ChannelWrites added = new ChannelWrites(channel);
        roundRobin.add(added);
        return added;
    }

    /** The size of all writes that are queued or in flight, in bytes. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes and returns the writes of the next round, after waiting until there is one, but no longer than the timeout. Each
     * result must be passed to {@link #done}. If this method throws, it fails the writes that it had removed.
     */
    List<Write> take(Duration timeout) throws InterruptedException {
        List<Write> round = new ArrayList<>();
        try {
            take(timeout, round);
            return round;
        } catch (RuntimeException | Error failure) {
            done(round);
            round.forEach(write -> write.fail(new BrokerUnavailableException("writing to Redis failed", failure)));
            throw failure;
        }
    }

    private void take(Duration timeout, List<Write> round) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (isEmpty() && left > 0) {
                left = notEmpty.awaitNanos(left);
            }
            moveRound(round);
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return roundRobin.isEmpty() && ofNode.isEmpty() && repeats.isEmpty();
    }

    /** A repeat is the only write of its slot in the round, because all others of the slot are newer. */
    private void moveRound(List<Write> round) {
        Set<Integer> closedSlots = new HashSet<>();
        repeats.forEach(repeat -> closedSlots.add(repeat.slot()));
        round.addAll(repeats);
        repeats.clear();
        moveOpen(ofNode, closedSlots, round);
        moveChannels(closedSlots, round);
    }

    private static void moveOpen(Queue<Write.OfNode> from, Set<Integer> closedSlots, List<Write> round) {
        for (Iterator<Write.OfNode> all = from.iterator(); all.hasNext(); ) {
            Write.OfNode next = all.next();
            if (!isClosed(next, closedSlots)) {
                round.add(next);
                all.remove();
            }
        }
    }

    private static boolean isClosed(Write write, Set<Integer> closedSlots) {
        return !closedSlots.isEmpty() && closedSlots.contains(write.slot());
    }

    private void moveChannels(Set<Integer> closedSlots, List<Write> round) {
        long room = MAX_ROUND_BYTES - round.stream().mapToLong(Write::size).sum();
        int count = roundRobin.size();
        long most = Math.max(MIN_CHANNEL_BYTES, Math.min(AppendBatch.MAX_BYTES, MAX_ROUND_BYTES / Math.max(1, count)));
        for (int i = 0; i < count && room > 0 && round.size() < MAX_ROUND; i++) {
            ChannelWrites next = roundRobin.element();
            if (closedSlots.isEmpty() || !closedSlots.contains(Slots.of(next.channel()))) {
                room -= next.moveTo(round, Math.min(most, room));
            }
            roundRobin.remove();
            if (next.isEmpty()) {
                channels.remove(next.channel());
            } else {
                roundRobin.add(next);
            }
        }
    }

    /** Releases the space of writes that were written or have failed. */
    void done(List<Write> taken) {
        lock.lock();
        try {
            taken.forEach(write -> bytes -= write.size());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Builds the calls of a round in order; the messages of a channel become one batch, because only one may be in flight.
     *
     * <p>Each call gets a number that is higher than all before: Redis ignores a call that a broken link delivers after a
     * newer one.
     */
    List<PendingCall> plan(List<Write> round, RedisCalls calls) {
        WriteBatch plan = new WriteBatch();
        round.forEach(plan::add);
        return plan.calls(calls);
    }

    /** Removes and returns the writes for certain slots: repeats, writes of no channel, then the channels, each in order. */
    List<Write> remove(IntPredicate slots) {
        lock.lock();
        try {
            List<Write> taken = new ArrayList<>();
            moveIf(repeats, slots, taken);
            moveIf(ofNode, slots, taken);
            roundRobin.removeIf(channel -> {
                boolean matches = slots.test(Slots.of(channel.channel()));
                if (matches) {
                    channel.moveAllTo(taken);
                    channels.remove(channel.channel());
                }
                return matches;
            });
            taken.forEach(write -> bytes -= write.size());
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private static void moveIf(Queue<? extends Write> from, IntPredicate slots, List<Write> to) {
        from.removeIf(write -> slots.test(write.slot()) && to.add(write));
    }

    /** Fails all queued writes. */
    void failAll(BrokerUnavailableException why) {
        remove(slot -> true).forEach(write -> write.fail(why));
    }
}
