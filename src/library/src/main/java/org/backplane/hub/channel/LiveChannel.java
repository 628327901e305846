package org.backplane.hub.channel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.hub.outbound.FrameJoiner;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Members;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * A channel that this node is subscribed to: keeps its current state and delivers what happens in it to the subscribers.
 *
 * <p>{@link #name}, {@link #start}, {@link #execute}, {@link #release}, {@link #trim}, {@link #close} and {@link #members} may
 * be called by any thread. All else runs serially on the channel's executor, which the broker provides, so it needs no lock; an answer that is queued
 * there precedes the messages that follow it.
 */
public final class LiveChannel implements ChannelListener {

    private final ChannelName name;
    private final HubStatus.Kind kind;
    private final ChannelParts parts;
    private final Consumer<LiveChannel> onRelease;
    private final ChannelImage image;
    private final SubscriberList subscribers = new SubscriberList();
    private final RecentMessages recentMessages;
    private final Handlers handlers = new Handlers();
    private final PresencePushes presencePushes;
    private final ChannelActivation activation = new ChannelActivation();
    private final CatchUpReads catchUpReads;

    /** Null until the channel has had {@link DeliveryCoalescing#MIN_SUBSCRIBERS} subscribers. */
    private @Nullable DeliveryCoalescing coalescing;

    private volatile @Nullable Subscription subscription;

    /** @param onRelease called once for each call of {@link #release} */
    LiveChannel(ChannelName name, ChannelParts parts, Consumer<LiveChannel> onRelease) {
        this.name = name;
        this.kind = name.isInbox() ? HubStatus.Kind.PRIVATE : HubStatus.Kind.STORED;
        this.parts = parts;
        this.onRelease = onRelease;
        this.image = new ChannelImage(parts.presenceLimit());
        this.recentMessages =
                new RecentMessages(parts.recentMessages(), parts.budget().tailBytes());
        this.presencePushes = new PresencePushes(this, subscribers, handlers);
        this.catchUpReads = new CatchUpReads(name, parts, recentMessages, this::execute);
    }

    /**
     * Subscribes to the broker. Called once, before any other method. Does not block.
     *
     * @param charge settled when the broker has answered
     * @param onFailure called by any thread if the broker cannot subscribe
     */
    void start(CreationCharge charge, Consumer<LiveChannel> onFailure) {
        Subscription started = parts.broker().subscribe(name, this);
        subscription = started;
        started.live().whenComplete((snapshot, failure) -> {
            charge.settle(failure == null && snapshot.begun());
            if (failure == null) {
                started.execute(() -> activate(snapshot));
            } else {
                onFailure.accept(this);
                started.execute(activation::fail);
            }
        });
    }

    private void activate(Snapshot snapshot) {
        image.replace(snapshot);
        recentMessages.startAt(snapshot.position());
        activation.activate();
    }

    /** Runs a task on the channel's executor, after the tasks submitted before. */
    public void execute(Runnable task) {
        Subscription executor = subscription;
        if (executor == null) {
            throw new IllegalStateException("not started: " + name);
        }
        executor.execute(task);
    }

    /** Undoes one {@link Channels#retain}; the channel ends some time after the last one. */
    public void release() {
        onRelease.accept(this);
    }

    /** Ends the subscription to the broker. */
    void close() {
        Subscription ended = subscription;
        if (ended != null) {
            ended.close();
            ended.execute(recentMessages::close);
        }
    }

    /** Drops recent messages that exceed the budget or are too old. */
    void trim() {
        execute(() -> recentMessages.trim(!catchUpReads.isEmpty()));
    }

    public ChannelName name() {
        return name;
    }

    ChannelParts parts() {
        return parts;
    }

    ChannelImage image() {
        return image;
    }

    RecentMessages recentMessages() {
        return recentMessages;
    }

    CatchUpReads catchUpReads() {
        return catchUpReads;
    }

    public Handlers handlers() {
        return handlers;
    }

    /**
     * Completes with the members; empty if the channel is not live, or if this node does not know all names although there
     * are few enough to be named.
     */
    CompletionStage<Optional<Members>> members() {
        CompletableFuture<Optional<Members>> answer = new CompletableFuture<>();
        execute(() -> answer.complete(
                activation.isLive()
                                && (image.memberList().exceedsLimit()
                                        || image.memberList().isComplete())
                        ? Optional.of(image.memberList().members())
                        : Optional.empty()));
        return answer;
    }

    /** Runs one of the tasks as soon as the broker has answered the subscription: at once if it has already. */
    public void whenLive(Runnable live, Runnable failed) {
        activation.whenLive(live, failed);
    }

    void addSubscriber(Subscriber subscriber) {
        subscribers.add(subscriber);
        if (coalescing == null && subscribers.size() >= DeliveryCoalescing.MIN_SUBSCRIBERS) {
            coalescing = new DeliveryCoalescing(
                    this::deliver, (delay, task) -> parts.timer().after(delay, () -> execute(task)), System::nanoTime);
        }
    }

    void removeSubscriber(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Joins the lines of the messages to as few frames as the size limit of a frame allows. */
    List<Frame> frames(List<StoredMessage> messages) {
        return FrameJoiner.join(
                messages.stream().map(StoredMessage::line).toList(),
                parts.budget().joinedBytes());
    }

    void pushReset(Subscriber subscriber) {
        parts.counters().resets.increment();
        subscriber.offer(Lines.reset(name, image, subscriber.view()));
    }

    @Override
    public void messages(List<StoredMessage> messages) {
        activation.onceLive(() -> {
            if (coalescing == null) {
                deliver(messages);
            } else {
                coalescing.offer(messages, subscribers.size());
            }
        });
    }

    private void deliver(List<StoredMessage> messages) {
        image.advanceTo(messages.get(messages.size() - 1).position());
        recentMessages.add(messages, !catchUpReads.isEmpty());
        if (!subscribers.isEmpty()) {
            int receivers = subscribers.offerToCurrent(frames(messages));
            parts.counters().delivered(kind, (long) receivers * messages.size());
        }
        handlers.messages(messages);
        catchUpReads.delivered(messages);
    }

    /** Runs a task after the coalesced messages have been delivered. */
    private void afterMessages(Runnable task) {
        activation.onceLive(() -> {
            if (coalescing != null) {
                coalescing.flush();
            }
            task.run();
        });
    }

    @Override
    public void transientMessage(Line line) {
        afterMessages(() -> {
            subscribers.offerTransient(Frame.of(line));
            handlers.transientMessage(line);
        });
    }

    @Override
    public void state(StateDocument document) {
        afterMessages(() -> {
            image.put(document);
            pushState(document);
        });
    }

    private void pushState(StateDocument document) {
        subscribers.offerState(Frame.of(Lines.state(Optional.empty(), name, document)));
        handlers.state(document);
    }

    @Override
    public void presence(PresenceChange change) {
        afterMessages(() -> presencePushes.apply(change));
    }

    @Override
    public void reset(Snapshot snapshot) {
        afterMessages(() -> {
            image.replace(snapshot);
            recentMessages.startAt(snapshot.position());
            Set<Subscriber> unanswered = catchUpReads.cancel();
            for (Subscriber subscriber : subscribers.copy()) {
                pushReset(subscriber);
                subscriber.catchUp().reset();
                unanswered.remove(subscriber);
            }
            unanswered.forEach(subscriber -> subscriber.catchUp().reset());
            handlers.reset();
        });
    }

    @Override
    public void refreshed(Snapshot snapshot) {
        afterMessages(() -> {
            image.refresh(snapshot.state()).forEach(this::pushState);
            presencePushes.refresh(snapshot);
        });
    }
}
