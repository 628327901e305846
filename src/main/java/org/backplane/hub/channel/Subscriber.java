package org.backplane.hub.channel;

import java.util.List;
import java.util.stream.Stream;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.outbound.OutboundQueue;
import org.backplane.message.Line;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place in one channel: takes what the connection asks one thing after the other, so that each is
 * answered before the next begins, and leaves nothing behind.
 *
 * <p>All but {@link #ask} happens on the channel's turn, so nothing of it needs a lock, and what goes into the
 * connection's queue has one order.
 */
public final class Subscriber {

    /** The connection, as a seat needs it. */
    public interface Holder {
        OutboundQueue outbound();

        /** Takes the seat out of the connection's list, unless it has been asked something since; true if it is out. */
        boolean vacate(Subscriber seat);

        /** The connection is in the channel, for others to see. */
        void entered(Subscriber seat);

        /** The connection is not in the channel any more. */
        void left(Subscriber seat);
    }

    private final Holder holder;
    private final LiveChannel channel;
    private final CatchUp catchUp = new CatchUp(this);

    /** What was asked and is not begun, the oldest first: nothing, most of the time. */
    private List<SubscriberRequest> asks = List.of();

    private SubscriberRequest.@Nullable Join unanswered;
    private SubscriptionView view = SubscriptionView.NOTHING;
    private boolean entered;
    private boolean gone;
    private int place = SubscriberList.NOWHERE;

    public Subscriber(Holder holder, LiveChannel channel) {
        this.holder = holder;
        this.channel = channel;
    }

    /** The absence of a seat, for a map that computes. */
    public static @Nullable Subscriber none() {
        return null;
    }

    public LiveChannel channel() {
        return channel;
    }

    OutboundQueue outbound() {
        return holder.outbound();
    }

    /** What it is to be told besides the messages. */
    SubscriptionView view() {
        return view;
    }

    /** Whether it has all messages that the channel had, so that the next one is for it. */
    boolean isCurrent() {
        return catchUp.isDone();
    }

    CatchUp catchUp() {
        return catchUp;
    }

    boolean isAnswered() {
        return unanswered == null;
    }

    /** Where it is in its channel's list. */
    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    /** Any thread; {@link #attend} is to be run on the channel's turn afterwards. */
    public synchronized void ask(SubscriberRequest ask) {
        asks = Stream.concat(asks.stream(), Stream.of(ask)).toList();
    }

    /** Any thread. */
    public synchronized boolean hasAsks() {
        return !asks.isEmpty();
    }

    private synchronized @Nullable SubscriberRequest nextAsk() {
        if (asks.isEmpty()) {
            return null;
        }
        SubscriberRequest next = asks.get(0);
        asks = List.copyOf(asks.subList(1, asks.size()));
        return next;
    }

    private synchronized void forgetAsks() {
        asks = List.of();
    }

    /** Takes the next ask, if the one before it has been answered. */
    public void attend() {
        while (!gone && unanswered == null) {
            SubscriberRequest ask = nextAsk();
            if (ask instanceof SubscriberRequest.Join join) {
                begin(join);
            } else if (ask instanceof SubscriberRequest.Leave leave) {
                leave(leave);
            } else {
                return;
            }
        }
    }

    private void begin(SubscriberRequest.Join join) {
        channel.unseat(this);
        catchUp.cancel();
        unanswered = join;
        view = join.view();
        channel.whenLive(() -> catchUp.begin(join), () -> fail(Rejection.unavailable()));
    }

    private void leave(SubscriberRequest.Leave leave) {
        stand();
        offer(Lines.unsubscribed(leave.id(), channel.name()));
        vacate();
    }

    /** Answers the ask in hand; from now on the channel's pushes come here. */
    void answer(SubscribeResult subscribed) {
        SubscriberRequest.Join join = unanswered;
        if (join == null) {
            return;
        }
        unanswered = null;
        offer(Lines.subscribed(join.id(), channel.name(), subscribed));
        channel.seat(this);
        if (!entered && !channel.name().isInbox()) {
            entered = true;
            holder.entered(this);
        }
        if (hasAsks()) {
            channel.execute(this::attend);
        }
    }

    /** The ask in hand cannot be done, nor those that wait. */
    void fail(Rejection refusal) {
        SubscriberRequest.Join join = unanswered;
        unanswered = null;
        stand();
        if (join != null) {
            join.refused().accept(refusal);
        }
        for (SubscriberRequest ask = nextAsk(); ask != null; ask = nextAsk()) {
            if (ask instanceof SubscriberRequest.Join next) {
                next.refused().accept(refusal);
            } else if (ask instanceof SubscriberRequest.Leave leave) {
                offer(Lines.unsubscribed(leave.id(), channel.name()));
            }
        }
        vacate();
    }

    /** The connection has ended. */
    public void abandon() {
        unanswered = null;
        forgetAsks();
        stand();
        release();
    }

    private void stand() {
        channel.unseat(this);
        catchUp.cancel();
        if (entered) {
            entered = false;
            holder.left(this);
        }
    }

    private void vacate() {
        if (!gone && holder.vacate(this)) {
            release();
        }
    }

    private void release() {
        if (!gone) {
            gone = true;
            channel.release();
        }
    }

    void offer(Line line) {
        outbound().offer(Frame.of(line));
    }

    void offer(List<Frame> frames) {
        frames.forEach(outbound()::offer);
    }
}
