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
 * What waits to be written to Redis, bounded in bytes, and what of it goes in the next round. Thread-safe; {@link #take},
 * {@link #plan} and {@link #takeOut} are for the writer's thread.
 *
 * <p>Each channel has a queue of its own, and the channels have their turns one after the other, so one that is flooded
 * delays no other: what is given for any channel is in the next round, or in one of the next few if very many channels have
 * much to write. A round costs what is in it, however much waits. Changes of the node are in the next round, before the
 * channels, so they are made before whatever is given after them.
 *
 * <p>A channel may use {@value #SHARE} times as much space as is free (the dynamic threshold of Choudhury and Hahne, 1998,
 * for switches whose ports share a memory): one alone three quarters of all, several hot ones about equal parts, and there is
 * always some left for a channel that has nothing waiting.
 */
public final class WriteQueue {

    /** How much may wait, or be on its way. */
    public static final long MAX_BYTES = 16L * 1024 * 1024;

    /** What goes in one pipeline: a slow link must be able to carry it before the writer loses patience. */
    private static final long MAX_ROUND_BYTES = 1024 * 1024;

    private static final int MAX_ROUND = 8_192;

    /** So much of a channel goes in a round however many channels have something to write, for batches to be worth it. */
    private static final long LEAST_TURN_BYTES = 16 * 1024;

    private static final int SHARE = 3;

    /** Guards all below; held for as long as it takes to add a write, or to put a round together. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition notEmpty = lock.newCondition();
    private final Deque<Write.Again> repeats = new ArrayDeque<>();
    private final Deque<Write.OfNode> ofNode = new ArrayDeque<>();
    private final Map<ChannelName, ChannelWrites> channels = new HashMap<>();

    /** The same, in the order of their turns. */
    private final Deque<ChannelWrites> turns = new ArrayDeque<>();

    private long bytes;

    /** Takes it in, unless too much waits already, of all or of its channel. */
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
            channels.computeIfAbsent(of.channel(), this::beginTurns).add(of);
        } else if (write instanceof Write.Again again) {
            repeats.add(again);
        } else {
            ofNode.add((Write.OfNode) write);
        }
    }

    private ChannelWrites beginTurns(ChannelName channel) {
        ChannelWrites begun = new ChannelWrites(channel);
        turns.add(begun);
        return begun;
    }

    /** How much waits or is on its way, in bytes. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something to write, but no longer than this; {@link #done} is due for what it returns. What was taken out
     * already when this fails, for lack of memory for example, is told so.
     */
    List<Write> take(Duration patience) throws InterruptedException {
        List<Write> round = new ArrayList<>();
        try {
            take(patience, round);
            return round;
        } catch (RuntimeException | Error failure) {
            done(round);
            round.forEach(write -> write.fail(new BrokerUnavailableException("writing to Redis failed", failure)));
            throw failure;
        }
    }

    private void take(Duration patience, List<Write> round) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (isEmpty() && left > 0) {
                left = notEmpty.awaitNanos(left);
            }
            moveRound(round);
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return turns.isEmpty() && ofNode.isEmpty() && repeats.isEmpty();
    }

    /** What was given to another server first goes alone in its slot: whatever else is for the slot is newer. */
    private void moveRound(List<Write> round) {
        Set<Integer> closedSlots = new HashSet<>();
        repeats.forEach(again -> closedSlots.add(again.slot()));
        round.addAll(repeats);
        repeats.clear();
        moveOpen(ofNode, closedSlots, round);
        moveTurns(closedSlots, round);
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

    private void moveTurns(Set<Integer> closedSlots, List<Write> round) {
        long room = MAX_ROUND_BYTES - round.stream().mapToLong(Write::size).sum();
        int count = turns.size();
        long turn = Math.max(LEAST_TURN_BYTES, Math.min(AppendBatch.MAX_BYTES, MAX_ROUND_BYTES / Math.max(1, count)));
        for (int i = 0; i < count && room > 0 && round.size() < MAX_ROUND; i++) {
            ChannelWrites next = turns.element();
            if (closedSlots.isEmpty() || !closedSlots.contains(Slots.of(next.channel()))) {
                room -= next.moveTo(round, Math.min(turn, room));
            }
            turns.remove();
            if (next.isEmpty()) {
                channels.remove(next.channel());
            } else {
                turns.add(next);
            }
        }
    }

    /** These have been written, or have failed. */
    void done(List<Write> taken) {
        lock.lock();
        try {
            taken.forEach(write -> bytes -= write.size());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes calls of the writes of a round, in their order; the messages of a channel become one batch, because only one may
     * be on its way.
     *
     * <p>Each call gets a number that is higher than all before: one that a broken link delivers after a newer one does
     * nothing.
     */
    List<PendingCall> plan(List<Write> round, RedisCalls calls) {
        WriteBatch plan = new WriteBatch();
        round.forEach(plan::add);
        return plan.calls(calls);
    }

    /** Takes out what waits for certain slots: repeats first, what is of no channel next, then each channel in its order. */
    List<Write> takeOut(IntPredicate slots) {
        lock.lock();
        try {
            List<Write> taken = new ArrayList<>();
            moveIf(repeats, slots, taken);
            moveIf(ofNode, slots, taken);
            turns.removeIf(channel -> {
                boolean goes = slots.test(Slots.of(channel.channel()));
                if (goes) {
                    channel.moveAllTo(taken);
                    channels.remove(channel.channel());
                }
                return goes;
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

    /** Fails all that waits. */
    void failAll(BrokerUnavailableException why) {
        takeOut(slot -> true).forEach(write -> write.fail(why));
    }
}
