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
 * The subscription of one connection to one channel: handles the connection's requests for the channel one after the other,
 * each answered before the next begins.
 *
 * <p>{@link #enqueue} and {@link #hasRequests} may be called by any thread. All else runs serially on the channel's
 * executor, so it needs no lock, and what it puts into the connection's queue has one order.
 */
public final class Subscriber {

    /** What a subscriber needs of its connection. */
    public interface Holder {
        OutboundQueue outbound();

        /**
         * Removes the subscriber from the connection's subscriptions, unless another request was enqueued since. Returns
         * whether it is removed.
         */
        boolean removeIfIdle(Subscriber subscriber);

        /** The connection counts as present in the channel from now on. */
        void entered(Subscriber subscriber);

        /** The connection does not count as present in the channel any more. */
        void left(Subscriber subscriber);
    }

    private final Holder holder;
    private final LiveChannel channel;
    private final CatchUp catchUp = new CatchUp(this);

    /** Requests that are not begun, the oldest first; mostly none. Guarded by this. */
    private List<SubscriberRequest> requests = List.of();

    private SubscriberRequest.@Nullable Subscribe unanswered;
    private SubscriptionView view = SubscriptionView.NOTHING;
    private boolean entered;
    private boolean released;
    private int index = SubscriberList.NOT_LISTED;

    public Subscriber(Holder holder, LiveChannel channel) {
        this.holder = holder;
        this.channel = channel;
    }

    /** Returns null, for the functions of {@code Map.compute} that remove an entry. */
    public static @Nullable Subscriber none() {
        return null;
    }

    public LiveChannel channel() {
        return channel;
    }

    OutboundQueue outbound() {
        return holder.outbound();
    }

    SubscriptionView view() {
        return view;
    }

    /** Whether it has all messages that the channel has delivered, so that it can receive the next one directly. */
    boolean isCurrent() {
        return catchUp.isDone();
    }

    CatchUp catchUp() {
        return catchUp;
    }

    boolean isAnswered() {
        return unanswered == null;
    }

    /** The index in the {@link SubscriberList}. */
    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    /** Adds a request. The caller then submits {@link #processRequests} to the channel's executor. */
    public synchronized void enqueue(SubscriberRequest request) {
        requests = Stream.concat(requests.stream(), Stream.of(request)).toList();
    }

    public synchronized boolean hasRequests() {
        return !requests.isEmpty();
    }

    private synchronized @Nullable SubscriberRequest nextRequest() {
        if (requests.isEmpty()) {
            return null;
        }
        SubscriberRequest next = requests.get(0);
        requests = List.copyOf(requests.subList(1, requests.size()));
        return next;
    }

    private synchronized void dropRequests() {
        requests = List.of();
    }

    /** Handles the waiting requests up to the first one whose answer has to wait. */
    public void processRequests() {
        while (!released && unanswered == null) {
            SubscriberRequest request = nextRequest();
            if (request instanceof SubscriberRequest.Subscribe subscribe) {
                begin(subscribe);
            } else if (request instanceof SubscriberRequest.Unsubscribe unsubscribe) {
                end(unsubscribe);
            } else {
                return;
            }
        }
    }

    private void begin(SubscriberRequest.Subscribe subscribe) {
        channel.removeSubscriber(this);
        catchUp.cancel();
        unanswered = subscribe;
        view = subscribe.view();
        channel.whenLive(() -> catchUp.begin(subscribe), () -> fail(Rejection.unavailable()));
    }

    private void end(SubscriberRequest.Unsubscribe unsubscribe) {
        detach();
        offer(Lines.unsubscribed(unsubscribe.id(), channel.name()));
        releaseIfIdle();
    }

    /** Answers the current request; from now on the connection receives the channel's pushes. */
    void answer(SubscribeResult result) {
        SubscriberRequest.Subscribe subscribe = unanswered;
        if (subscribe == null) {
            return;
        }
        unanswered = null;
        offer(Lines.subscribed(subscribe.id(), channel.name(), result));
        channel.addSubscriber(this);
        if (!entered && !channel.name().isInbox()) {
            entered = true;
            holder.entered(this);
        }
        if (hasRequests()) {
            channel.execute(this::processRequests);
        }
    }

    /** Refuses the current request and those that wait, and ends the subscription. */
    void fail(Rejection rejection) {
        SubscriberRequest.Subscribe current = unanswered;
        unanswered = null;
        detach();
        if (current != null) {
            current.rejected().accept(rejection);
        }
        for (SubscriberRequest request = nextRequest(); request != null; request = nextRequest()) {
            if (request instanceof SubscriberRequest.Subscribe subscribe) {
                subscribe.rejected().accept(rejection);
            } else if (request instanceof SubscriberRequest.Unsubscribe unsubscribe) {
                offer(Lines.unsubscribed(unsubscribe.id(), channel.name()));
            }
        }
        releaseIfIdle();
    }

    /** Ends the subscription without answers, because the connection has ended. */
    public void abandon() {
        unanswered = null;
        dropRequests();
        detach();
        release();
    }

    private void detach() {
        channel.removeSubscriber(this);
        catchUp.cancel();
        if (entered) {
            entered = false;
            holder.left(this);
        }
    }

    private void releaseIfIdle() {
        if (!released && holder.removeIfIdle(this)) {
            release();
        }
    }

    private void release() {
        if (!released) {
            released = true;
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
