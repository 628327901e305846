package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
 * One channel that somebody on this node listens to: knows what the channel is, and passes on what happens in it.
 *
 * <p>Everything but {@link #start}, {@link #execute}, {@link #release} and {@link #close} happens on the channel's turn,
 * which the broker gives: one thing after the other, without a lock. So an answer that is queued here stands before the
 * messages that follow it.
 */
public final class LiveChannel implements ChannelListener {

    /** What a seat waits for while the channel is not live yet. */
    private record Waiter(Runnable live, Runnable failed) {}

    private enum State {
        SUBSCRIBING,
        LIVE,
        FAILED
    }

    private final ChannelName name;
    private final HubStatus.Kind kind;
    private final ChannelParts tools;
    private final Consumer<LiveChannel> releaser;
    private final ChannelImage image;
    private final SubscriberList seats = new SubscriberList();
    private final RecentMessages run;
    private final Handlers handlers = new Handlers();
    private final PresencePushes presences;
    private State state = State.SUBSCRIBING;
    private List<Waiter> waiters = new ArrayList<>();
    private List<Runnable> early = new ArrayList<>();
    private Set<Subscriber> catchingUp = Set.of();
    private @Nullable SharedReads reads;

    /** Made when many listen for the first time. */
    private @Nullable DeliveryCoalescing pace;

    private volatile @Nullable Subscription subscription;

    /** @param releaser is told each time that one of those who retained the channel lets go of it */
    LiveChannel(ChannelName name, ChannelParts tools, Consumer<LiveChannel> releaser) {
        this.name = name;
        this.kind = name.isInbox() ? HubStatus.Kind.PRIVATE : HubStatus.Kind.STORED;
        this.tools = tools;
        this.releaser = releaser;
        this.image = new ChannelImage(tools.presenceLimit());
        this.run = new RecentMessages(tools.runs(), tools.budget().tailBytes());
        this.presences = new PresencePushes(this, seats, handlers);
    }

    /** Begins to listen; called once, before anything else. */
    void start(CreationCharge charge, Consumer<LiveChannel> whenFailed) {
        Subscription begun = tools.broker().subscribe(name, this);
        subscription = begun;
        begun.live().whenComplete((now, failure) -> {
            charge.settle(failure == null && now.begun());
            if (failure == null) {
                begun.execute(() -> live(now));
            } else {
                whenFailed.accept(this);
                begun.execute(() -> fail());
            }
        });
    }

    /** Runs a task on the channel's turn, after those given before. */
    public void execute(Runnable task) {
        Subscription turn = subscription;
        if (turn == null) {
            throw new IllegalStateException("not started: " + name);
        }
        turn.execute(task);
    }

    /** One of those who retained the channel lets go of it. */
    public void release() {
        releaser.accept(this);
    }

    /** Ends the listening. */
    void close() {
        Subscription turn = subscription;
        if (turn != null) {
            turn.close();
            turn.execute(run::close);
        }
    }

    /** Lets go of what need not be kept any more. */
    void trim() {
        execute(() -> run.trim(!catchingUp.isEmpty()));
    }

    public ChannelName name() {
        return name;
    }

    ChannelParts tools() {
        return tools;
    }

    ChannelImage image() {
        return image;
    }

    RecentMessages run() {
        return run;
    }

    public Handlers handlers() {
        return handlers;
    }

    /** Any thread: who is there, if that is known. */
    CompletionStage<Optional<Members>> members() {
        CompletableFuture<Optional<Members>> answer = new CompletableFuture<>();
        execute(() -> answer.complete(
                state == State.LIVE
                                && (image.roster().isCrowd() || image.roster().namesEveryone())
                        ? Optional.of(image.roster().members())
                        : Optional.empty()));
        return answer;
    }

    /** Runs one of the two once it is known whether the channel is live. */
    public void whenLive(Runnable live, Runnable failed) {
        switch (state) {
            case SUBSCRIBING -> waiters.add(new Waiter(live, failed));
            case LIVE -> live.run();
            case FAILED -> failed.run();
        }
    }

    private void live(Snapshot now) {
        image.replace(now);
        run.begin(now.position());
        state = State.LIVE;
        early.forEach(Runnable::run);
        early = List.of();
        waiters.forEach(waiter -> waiter.live().run());
        waiters = List.of();
    }

    private void fail() {
        state = State.FAILED;
        waiters.forEach(waiter -> waiter.failed().run());
        waiters = List.of();
    }

    /** The broker may tell the first news before the task that was given when the channel became live has run. */
    private void onceLive(Runnable news) {
        if (state == State.SUBSCRIBING) {
            early.add(news);
        } else {
            news.run();
        }
    }

    void seat(Subscriber seat) {
        seats.add(seat);
        if (pace == null && seats.size() >= DeliveryCoalescing.MANY) {
            pace = new DeliveryCoalescing(
                    this::tell, (delay, task) -> tools.timer().after(delay, () -> execute(task)), System::nanoTime);
        }
    }

    void unseat(Subscriber seat) {
        seats.remove(seat);
    }

    void catchingUp(Subscriber seat) {
        catchingUp = catchingUp.isEmpty() ? new LinkedHashSet<>() : catchingUp;
        catchingUp.add(seat);
    }

    void caughtUp(Subscriber seat) {
        if (catchingUp.contains(seat)) {
            catchingUp.remove(seat);
            catchingUp = catchingUp.isEmpty() ? Set.of() : catchingUp;
        }
    }

    /** Answers from memory if that reaches back so far, else reads. */
    void read(SharedReads.Reader reader) {
        run.trim(true);
        if (run.reaches(reader.since())) {
            tools.counters().recalls.increment();
            reader.recovered().accept(run.after(reader.since(), tools.budget().recoveryBytes()));
        } else {
            tools.counters().recoveries.increment();
            reads().read(reader);
        }
    }

    /** Made when the first one asks: most channels are never read. */
    private SharedReads reads() {
        SharedReads made = reads;
        if (made == null) {
            made = new SharedReads(
                    since -> tools.broker().recover(name, since, tools.budget().recoveryBytes()),
                    run::extend,
                    this::execute);
            reads = made;
        }
        return made;
    }

    /** The messages as frames that a client takes. */
    List<Frame> frames(List<StoredMessage> messages) {
        return FrameJoiner.join(
                messages.stream().map(StoredMessage::line).toList(),
                tools.budget().joinedBytes());
    }

    void pushReset(Subscriber seat) {
        tools.counters().resets.increment();
        seat.offer(Lines.reset(name, image, seat.view()));
    }

    @Override
    public void messages(List<StoredMessage> messages) {
        onceLive(() -> {
            if (pace == null) {
                tell(messages);
            } else {
                pace.take(messages, seats.size());
            }
        });
    }

    private void tell(List<StoredMessage> messages) {
        image.moveTo(messages.get(messages.size() - 1).position());
        run.add(messages, !catchingUp.isEmpty());
        if (!seats.isEmpty()) {
            int told = seats.offerToCurrent(frames(messages));
            tools.counters().delivered(kind, (long) told * messages.size());
        }
        handlers.messages(messages);
        if (!catchingUp.isEmpty()) {
            List.copyOf(catchingUp).forEach(seat -> seat.catchUp().told(messages));
        }
    }

    /** What came before goes before. */
    private void inOrder(Runnable news) {
        onceLive(() -> {
            if (pace != null) {
                pace.release();
            }
            news.run();
        });
    }

    @Override
    public void transientMessage(Line line) {
        inOrder(() -> {
            seats.offerTransient(Frame.of(line));
            handlers.transientMessage(line);
        });
    }

    @Override
    public void state(StateDocument document) {
        inOrder(() -> {
            image.put(document);
            pushState(document);
        });
    }

    private void pushState(StateDocument document) {
        seats.offerState(Frame.of(Lines.state(Optional.empty(), name, document)));
        handlers.state(document);
    }

    @Override
    public void presence(PresenceChange change) {
        inOrder(() -> presences.apply(change));
    }

    @Override
    public void reset(Snapshot now) {
        inOrder(() -> {
            image.replace(now);
            run.begin(now.position());
            if (reads != null) {
                reads.startAfresh();
            }
            Set<Subscriber> unanswered = new LinkedHashSet<>(catchingUp);
            for (Subscriber seat : seats.copy()) {
                pushReset(seat);
                seat.catchUp().reset();
                unanswered.remove(seat);
            }
            unanswered.forEach(seat -> seat.catchUp().reset());
            handlers.reset();
        });
    }

    @Override
    public void refreshed(Snapshot now) {
        inOrder(() -> {
            image.refresh(now.state()).forEach(this::pushState);
            presences.refresh(now);
        });
    }
}
