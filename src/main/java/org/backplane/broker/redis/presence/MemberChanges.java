package org.backplane.broker.redis.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The changes of who is in a channel, on their way to Redis: many at once cost few calls. At most one call of a channel is
 * on its way; what comes meanwhile goes together in the next, in its order.
 *
 * <p>Where a call carried many, the next one is put off for {@value #PAUSE_MILLIS} ms for each, {@value #LONGEST_PAUSE_MILLIS}
 * ms at most, from the time it was sent, unless it is full already: two thousand users who enter within two seconds make a
 * dozen calls, while who comes alone goes at once. For the turn of presence only.
 */
final class MemberChanges {

    /** Redis does nothing else while it does these: some milliseconds. */
    static final int MOST_AT_ONCE = 500;

    private static final long PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final Map<ChannelName, Lane> lanes = new HashMap<>();
    private final Carrier carrier;
    private final Maintenance upkeep;
    private final Executor turn;

    MemberChanges(Carrier carrier, Maintenance upkeep, Executor turn) {
        this.carrier = carrier;
        this.upkeep = upkeep;
        this.turn = turn;
    }

    /** Who makes the calls; used on the turn. */
    interface Carrier {

        /** Makes one call of changes; completes with its reply. */
        CompletionStage<Object> carry(ChannelName channel, List<MemberChange> changes);

        /** The call is over, and this is all that is known; before the outcomes of the changes. */
        void carried(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure);
    }

    /** One channel, while there is something to do for it. */
    private static final class Lane {
        final Deque<MemberChange> waiting = new ArrayDeque<>();
        boolean isCarrying;

        boolean isFull() {
            return waiting.size() >= MOST_AT_ONCE;
        }

        List<MemberChange> next() {
            List<MemberChange> changes = new ArrayList<>(Math.min(waiting.size(), MOST_AT_ONCE));
            while (!waiting.isEmpty() && changes.size() < MOST_AT_ONCE) {
                changes.add(waiting.remove());
            }
            return changes;
        }
    }

    /** Makes a change, after those of the same channel that came before; completes its outcome on the turn. */
    void add(ChannelName channel, MemberChange change) {
        Lane lane = lanes.get(channel);
        if (lane == null) {
            Lane begun = new Lane();
            lanes.put(channel, begun);
            begun.waiting.add(change);
            turn.execute(() -> proceed(channel, begun)); // not now: what stands in line already goes along
        } else {
            lane.waiting.add(change);
        }
    }

    /** Whether a change waits, or is on its way. */
    boolean isBusy(ChannelName channel) {
        Lane lane = lanes.get(channel);
        return lane != null && (lane.isCarrying || !lane.waiting.isEmpty());
    }

    private void proceed(ChannelName channel, Lane lane) {
        if (lane.waiting.isEmpty()) {
            lanes.remove(channel, lane);
            return;
        }
        List<MemberChange> changes = lane.next();
        long sent = System.nanoTime();
        lane.isCarrying = true;
        carrier.carry(channel, changes)
                .whenCompleteAsync(
                        (reply, failure) -> {
                            lane.isCarrying = false;
                            carrier.carried(channel, reply, failure);
                            changes.forEach(change -> complete(change, failure));
                            proceedLater(channel, lane, lane.isFull() ? 0 : pauseMillis(changes.size(), sent));
                        },
                        turn);
    }

    private static void complete(MemberChange change, @Nullable Throwable failure) {
        if (failure == null) {
            change.outcome().complete(null);
        } else {
            change.outcome().completeExceptionally(failure);
        }
    }

    private static long pauseMillis(int carried, long sent) {
        return Math.min(LONGEST_PAUSE_MILLIS, carried * PAUSE_MILLIS)
                - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
    }

    private void proceedLater(ChannelName channel, Lane lane, long millis) {
        if (millis > 0) {
            upkeep.after(millis, () -> turn.execute(() -> proceed(channel, lane)));
        } else {
            proceed(channel, lane);
        }
    }

    /** Fails all that waits. */
    void failAll(BrokerUnavailableException why) {
        lanes.values().forEach(lane -> {
            lane.waiting.forEach(change -> complete(change, why));
            lane.waiting.clear();
        });
    }
}
