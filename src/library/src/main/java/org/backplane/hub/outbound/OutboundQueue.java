package org.backplane.hub.outbound;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * The outbound queue of one connection, bounded in bytes. Frames keep their order.
 *
 * <p>Any thread may add frames, without a lock and without blocking; one thread of the hub sends them. At most one send is in
 * flight. Frames added meanwhile are joined to the next frame, so an idle client receives a frame at once and a busy one
 * receives batches. A send is never started inside the completion of another one, which containers call inline: the
 * completion only wakes up the sending thread. An exception or error of a send is logged and counts as a broken link.
 */
public final class OutboundQueue implements Runnable {

    /** The connection of a queue; called by any thread. */
    public interface Owner {
        /** The queue exceeds its bound, or is one of the largest while the node exceeds its own. */
        void slow();

        /** A send failed. */
        void lost();

        /** The transport was closed, or could not be closed. */
        void linkClosed();
    }

    /**
     * The collaborators of a queue.
     *
     * @param sender the thread that sends from this queue
     * @param budget shared by the queues of the node
     * @param counters shared by the queues of the node
     */
    public record Parts(SendingThread sender, QueueBudget budget, HubCounters counters) {}

    /** After this number of frames without a pause, the thread serves other clients first. */
    private static final int MAX_FRAMES_IN_A_ROW = 16;

    private static final long NOT_SENDING = Long.MAX_VALUE;

    private static final TaskGuard GUARD = new TaskGuard(
            System.getLogger(OutboundQueue.class.getName()),
            "Sending to a client failed; its connection is closed. This is a bug in Backplane: please report it.");

    private final Transport transport;
    private final Parts parts;
    private final Owner owner;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private volatile long sendingSince = NOT_SENDING;
    private volatile boolean roomIsTaken;
    private volatile boolean abandoned;
    private volatile @Nullable CloseReason end;

    /** Null until the first task waits. */
    private volatile @Nullable Queue<Runnable> roomWaiters;

    private int takenBytes;
    private boolean transportClosed;

    public OutboundQueue(Transport transport, Parts parts, Owner owner) {
        this.transport = transport;
        this.parts = parts;
        this.owner = owner;
        parts.budget().register(this);
    }

    /** Adds a frame. If the queue exceeds its bound, drops the frame and calls {@link Owner#slow}. */
    public void offer(Frame frame) {
        if (end != null) {
            return;
        }
        int bytes = frame.bytes();
        int total = queued.addAndGet(bytes);
        parts.budget().add(bytes);
        if (parts.budget().isExceeded(total, bytes)) {
            release(bytes);
            owner.slow();
            return;
        }
        frames.add(frame);
        wake();
        parts.budget().enforceNodeLimit(total);
    }

    /** Adds a frame, or drops it if the queue would be more than half full. */
    public void offerTransient(Frame frame) {
        if (queued.get() + frame.bytes() > parts.budget().halfLimit()) {
            parts.counters().transientDropped.increment();
        } else {
            parts.counters().delivered(HubStatus.Kind.TRANSIENT, 1);
            offer(frame);
        }
    }

    /** Whether the queue is less than half full. */
    public boolean hasRoom() {
        return queued.get() < parts.budget().halfLimit();
    }

    /**
     * Runs a task on the sending thread when the queue {@linkplain #hasRoom has room} and the tasks before have called
     * {@link #roomUsed}, which each task must cause. Dropped when the connection ends.
     */
    public void whenRoom(Runnable task) {
        roomWaiters().add(task);
        wake();
    }

    private synchronized Queue<Runnable> roomWaiters() {
        Queue<Runnable> created = roomWaiters;
        if (created == null) {
            created = new ConcurrentLinkedQueue<>();
            roomWaiters = created;
        }
        return created;
    }

    /** The frames of the last task are queued, or it has none: the next task may run. */
    public void roomUsed() {
        roomIsTaken = false;
        wake();
    }

    /** The bytes queued and in flight. */
    int waiting() {
        return queued.get();
    }

    /** Whether frames are still accepted. */
    boolean isOpen() {
        return end == null;
    }

    /** Called if the node exceeds its bound and this queue is one of the largest. */
    void closeAsSlow() {
        owner.slow();
    }

    /** The duration of the send in flight, in nanoseconds; 0 if there is none. */
    public long sendingFor(long now) {
        long since = sendingSince;
        return since == NOT_SENDING ? 0 : now - since;
    }

    /** Sends the queued frames, then closes the transport. Frames added afterwards are ignored. */
    public void finish(CloseReason reason) {
        end = reason;
        wake();
    }

    /** Drops the queued frames and closes the transport. Frames added afterwards are ignored. */
    public void abandon(CloseReason reason) {
        end = reason;
        abandoned = true;
        wake();
    }

    private void wake() {
        if (work.getAndIncrement() == 0) {
            schedule();
        }
    }

    /** If no thread can be started, the frames are sent when the queue is woken up the next time. */
    private void schedule() {
        if (!GUARD.run(() -> parts.sender().thread().execute(this))) {
            work.set(0);
        }
    }

    /** Sends what can be sent now. Called on the sending thread only. */
    @Override
    public void run() {
        int signals = work.get();
        for (int round = 0; round < MAX_FRAMES_IN_A_ROW; round++) {
            if (!GUARD.run(this::step)) {
                stepFailed();
            }
            signals = work.addAndGet(-signals);
            if (signals == 0) {
                return;
            }
        }
        schedule();
    }

    private void step() {
        if (abandoned) {
            dropFrames();
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
        release(takenBytes);
        takenBytes = 0;
        GUARD.run(owner::lost);
    }

    private void grantRoom() {
        Queue<Runnable> waiters = roomWaiters;
        if (waiters != null && !roomIsTaken && hasRoom()) {
            Runnable task = waiters.poll();
            if (task != null) {
                roomIsTaken = true;
                task.run();
            }
        }
    }

    private Frame next() {
        takenBytes = 0;
        FrameJoiner joiner =
                new FrameJoiner(parts.budget().joinedBytes(), parts.sender().lastJoined());
        for (Frame frame = frames.peek(); frame != null && joiner.hasRoomFor(frame); frame = frames.peek()) {
            joiner.add(frame);
            takenBytes += frame.bytes();
            frames.remove();
        }
        return joiner.take();
    }

    private void send(Frame frame) {
        sendingSince = System.nanoTime();
        parts.counters().frames.increment();
        parts.counters().sent.add(frame.lines());
        AtomicBoolean completed = new AtomicBoolean();
        int bytes = takenBytes;
        takenBytes = 0;
        try {
            transport.send(frame, successful -> {
                if (completed.compareAndSet(false, true)) {
                    sent(bytes, successful);
                }
            });
        } catch (RuntimeException | Error failure) {
            if (completed.compareAndSet(false, true)) {
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

    private void dropFrames() {
        roomWaiters = null;
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            release(frame.bytes());
        }
    }

    private void release(int bytes) {
        queued.addAndGet(-bytes);
        parts.budget().remove(bytes);
    }

    private void closeTransport() {
        CloseReason reason = end;
        if (reason != null && !transportClosed) {
            transportClosed = true;
            parts.budget().unregister(this);
            parts.sender().closing().execute(() -> {
                GUARD.run(() -> transport.close(reason));
                owner.linkClosed();
            });
        }
    }
}
