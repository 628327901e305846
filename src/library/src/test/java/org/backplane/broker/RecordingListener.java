package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/** Records all calls, and detects concurrent ones. Thread-safe. */
public class RecordingListener implements ChannelListener {

    private final Queue<StoredMessage> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Line> transients = new ConcurrentLinkedQueue<>();
    private final Queue<StateDocument> states = new ConcurrentLinkedQueue<>();
    private final Queue<PresenceChange> presences = new ConcurrentLinkedQueue<>();
    private final Queue<Snapshot> resets = new ConcurrentLinkedQueue<>();
    private final Queue<Snapshot> refreshes = new ConcurrentLinkedQueue<>();
    private final Set<Thread> threads = new CopyOnWriteArraySet<>();
    private final AtomicInteger received = new AtomicInteger();
    private final Semaphore callPermit = new Semaphore(1);
    private final AtomicInteger overlaps = new AtomicInteger();

    @Override
    public void messages(List<StoredMessage> batch) {
        record(() -> {
            assertThat(batch).isNotEmpty();
            messages.addAll(batch);
            received.addAndGet(batch.size());
        });
    }

    @Override
    public void transientMessage(Line line) {
        record(() -> transients.add(line));
    }

    @Override
    public void state(StateDocument document) {
        record(() -> states.add(document));
    }

    @Override
    public void presence(PresenceChange change) {
        record(() -> presences.add(change));
    }

    @Override
    public void reset(Snapshot now) {
        record(() -> resets.add(now));
    }

    @Override
    public void refreshed(Snapshot now) {
        record(() -> refreshes.add(now));
    }

    private void record(Runnable call) {
        boolean alone = callPermit.tryAcquire();
        if (!alone) {
            overlaps.incrementAndGet();
        }
        threads.add(Thread.currentThread());
        call.run();
        if (alone) {
            callPermit.release();
        }
    }

    /** The messages so far. */
    public List<StoredMessage> messages() {
        return List.copyOf(messages);
    }

    /** The lines of the messages so far. */
    public List<String> lines() {
        return messages.stream().map(message -> message.line().text()).toList();
    }

    /** The transient messages so far. */
    public List<Line> transients() {
        return List.copyOf(transients);
    }

    /** The state documents so far. */
    public List<StateDocument> states() {
        return List.copyOf(states);
    }

    /** The changes of presence so far. */
    public List<PresenceChange> presences() {
        return List.copyOf(presences);
    }

    /** The resets so far. */
    public List<Snapshot> resets() {
        return List.copyOf(resets);
    }

    /** The refreshes so far. */
    public List<Snapshot> refreshes() {
        return List.copyOf(refreshes);
    }

    /** The threads that called it. */
    public Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /** The number of calls during another call. */
    public int overlaps() {
        return overlaps.get();
    }

    /** Counts the messages so far, which should follow {@code start}. */
    public Tally tally(Position start) {
        return Tally.of(start, messages());
    }

    /** Waits for this number of messages. */
    public void awaitMessages(int count) {
        Eventually.eventually(count + " messages", () -> received.get() >= count, this::toString);
    }

    /** Waits for this number of state documents. */
    public void awaitStates(int count) {
        Eventually.eventually(count + " state documents", () -> states.size() >= count, this::toString);
    }

    /** Waits for this number of changes of presence. */
    public void awaitPresences(int count) {
        Eventually.eventually(count + " changes of presence", () -> presences.size() >= count, this::toString);
    }

    /** Waits for this number of transient messages. */
    public void awaitTransients(int count) {
        Eventually.eventually(count + " transient messages", () -> transients.size() >= count, this::toString);
    }

    /** Asserts that exactly these messages came after {@code start}, once, in order, one call at a time, without a reset. */
    public void assertClean(Position start, int count) {
        assertThat(tally(start)).isEqualTo(Tally.clean(count));
        assertThat(resets).isEmpty();
        assertThat(overlaps.get()).isZero();
    }

    /** The number of calls, and the position of the last message and of each reset. */
    @Override
    public String toString() {
        List<StoredMessage> all = messages();
        return all.size() + " messages"
                + (all.isEmpty()
                        ? ""
                        : ", the last at " + all.get(all.size() - 1).position())
                + ", resets to " + resets.stream().map(Snapshot::position).toList()
                + ", " + states.size() + " state documents, " + presences.size() + " changes of presence, "
                + transients.size() + " transient messages, " + refreshes.size() + " refreshes";
    }
}
