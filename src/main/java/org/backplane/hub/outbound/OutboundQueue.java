package org.backplane.hub.outbound;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.concurrent.TaskGuard;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.api.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, bounded in bytes.
 *
 * <p>Any thread may offer, without a lock and without blocking; one thread of the hub sends. At most one send is in
 * flight: what is offered meanwhile goes out together in the next frame, so an idle client is told at once and a busy one
 * in batches. A send is never begun from inside the completion of another, which containers call inline: the completion
 * only tells the sending thread that it may go on. Whatever a send throws is logged and counts as a link that broke.
 */
public final class OutboundQueue implements Runnable {

    /** Is told, by any thread, why the queue is of no more use. */
    public interface Owner {
        /** More waits than may. */
        void slow();

        /** A send failed. */
        void lost();

        /** The transport was closed. */
        void linkClosed();
    }

    /** What the queues of a node share, and the thread that one of them sends on. */
    public record Outlet(SendingThread sender, QueueBudget budget, HubCounters counters) {
        Executor thread() {
            return sender.thread();
        }
    }

    /** After so many frames without a pause the thread turns to other clients. */
    private static final int FAIRNESS = 16;

    private static final long NOT_SENDING = Long.MAX_VALUE;

    private static final TaskGuard GUARD = new TaskGuard(
            System.getLogger(OutboundQueue.class.getName()),
            "Sending to a client failed; its connection is closed. This is a bug in Backplane: please report it.");

    private final Transport transport;
    private final Outlet outlet;
    private final Owner owner;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private volatile long sendingSince = NOT_SENDING;
    private volatile boolean roomIsTaken;
    private volatile boolean abandoned;
    private volatile @Nullable CloseReason end;

    /** Made for the first one. */
    private volatile @Nullable Queue<Runnable> roomSeekers;

    private int taken;
    private boolean transportClosed;

    public OutboundQueue(Transport transport, Outlet outlet, Owner owner) {
        this.transport = transport;
        this.outlet = outlet;
        this.owner = owner;
        outlet.budget().enter(this);
    }

    /** Queues a frame; if there is no room for it, the owner is told that the client is slow. */
    public void offer(Frame frame) {
        if (end != null) {
            return;
        }
        int bytes = frame.bytes();
        int now = queued.addAndGet(bytes);
        outlet.budget().add(bytes);
        if (outlet.budget().isExceeded(now, bytes)) {
            release(bytes);
            owner.slow();
            return;
        }
        frames.add(frame);
        wake();
        outlet.budget().relieve(now);
    }

    /** Queues a frame that may be dropped, and is if the queue is half full. */
    public void offerTransient(Frame frame) {
        if (queued.get() + frame.bytes() > outlet.budget().half()) {
            outlet.counters().transientDropped.increment();
        } else {
            outlet.counters().delivered(HubStatus.Kind.TRANSIENT, 1);
            offer(frame);
        }
    }

    /** Whether less than half of what may wait does. */
    public boolean hasRoom() {
        return queued.get() < outlet.budget().half();
    }

    /**
     * Runs a task when the queue has room and the tasks before it have used theirs; each must be answered by
     * {@link #roomUsed}. Forgotten when the connection ends.
     */
    public void whenRoom(Runnable task) {
        roomSeekers().add(task);
        wake();
    }

    private synchronized Queue<Runnable> roomSeekers() {
        Queue<Runnable> made = roomSeekers;
        if (made == null) {
            made = new ConcurrentLinkedQueue<>();
            roomSeekers = made;
        }
        return made;
    }

    /** What the last task was given room for has been queued, or will not be. */
    public void roomUsed() {
        roomIsTaken = false;
        wake();
    }

    /** How many bytes wait or are on their way. */
    int waiting() {
        return queued.get();
    }

    /** Whether more may be queued. */
    boolean isOpen() {
        return end == null;
    }

    /** The node has no room, and more waits here than elsewhere. */
    void evict() {
        owner.slow();
    }

    /** For how many nanoseconds the send that is in flight has been; 0 if there is none. */
    public long sendingFor(long now) {
        long since = sendingSince;
        return since == NOT_SENDING ? 0 : now - since;
    }

    /** Sends what is queued, then closes the transport; nothing more is queued. */
    public void finish(CloseReason reason) {
        end = reason;
        wake();
    }

    /** Drops what is queued and closes the transport; nothing more is queued. */
    public void abandon(CloseReason reason) {
        end = reason;
        abandoned = true;
        wake();
    }

    private void wake() {
        if (work.getAndIncrement() == 0) {
            begin();
        }
    }

    /** Without a thread, what waits goes out when something wakes the queue the next time. */
    private void begin() {
        if (!GUARD.run(() -> outlet.thread().execute(this))) {
            work.set(0);
        }
    }

    /** Does what there is to do; on the sending thread only. */
    @Override
    public void run() {
        int seen = work.get();
        for (int round = 0; round < FAIRNESS; round++) {
            if (!GUARD.run(this::step)) {
                stepFailed();
            }
            seen = work.addAndGet(-seen);
            if (seen == 0) {
                return;
            }
        }
        begin();
    }

    private void step() {
        if (abandoned) {
            discard();
            closeTransport();
        } else if (sendingSince == NOT_SENDING) {
            grantRoom();
            Frame next = next();
            if (next.lines() > 0) {
                send(next);
            } else if (end != null) {
                closeTransport();
            }
        }
    }

    private void stepFailed() {
        release(taken);
        taken = 0;
        GUARD.run(owner::lost);
    }

    private void grantRoom() {
        Queue<Runnable> seekers = roomSeekers;
        if (seekers != null && !roomIsTaken && hasRoom()) {
            Runnable task = seekers.poll();
            if (task != null) {
                roomIsTaken = true;
                task.run();
            }
        }
    }

    private Frame next() {
        taken = 0;
        FrameJoiner joiner =
                new FrameJoiner(outlet.budget().joinedBytes(), outlet.sender().lastJoined());
        for (Frame frame = frames.peek(); frame != null && joiner.hasRoomFor(frame); frame = frames.peek()) {
            joiner.add(frame);
            taken += frame.bytes();
            frames.remove();
        }
        return joiner.take();
    }

    private void send(Frame frame) {
        sendingSince = System.nanoTime();
        outlet.counters().frames.increment();
        outlet.counters().sent.add(frame.lines());
        AtomicBoolean told = new AtomicBoolean();
        int bytes = taken;
        taken = 0;
        try {
            transport.send(frame, successful -> {
                if (told.compareAndSet(false, true)) {
                    sent(bytes, successful);
                }
            });
        } catch (RuntimeException | Error failure) {
            if (told.compareAndSet(false, true)) {
                sent(bytes, false);
            }
            throw failure;
        }
    }

    private void sent(int bytes, boolean successful) {
        release(bytes);
        sendingSince = NOT_SENDING;
        if (!successful) {
            owner.lost();
        }
        wake();
    }

    private void discard() {
        roomSeekers = null;
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            release(frame.bytes());
        }
    }

    private void release(int bytes) {
        queued.addAndGet(-bytes);
        outlet.budget().remove(bytes);
    }

    private void closeTransport() {
        CloseReason reason = end;
        if (reason != null && !transportClosed) {
            transportClosed = true;
            outlet.budget().leave(this);
            outlet.sender().closing().execute(() -> {
                GUARD.run(() -> transport.close(reason));
                owner.linkClosed();
            });
        }
    }
}
