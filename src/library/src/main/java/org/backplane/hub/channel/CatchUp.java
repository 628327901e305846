package org.backplane.hub.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.broker.Recovery;
import org.backplane.hub.command.Rejection;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * Brings a subscriber from the position that its client had to the current position of the channel, without a gap and
 * without a duplicate.
 *
 * <p>It reads the missed messages in parts, each only when the client's queue has room, until the {@link RecentMessages} or
 * the next messages of the channel follow directly. The first part is the answer to the subscribe request; the others follow
 * as ordinary messages. Not thread-safe; used on the channel's executor.
 */
final class CatchUp {

    private enum State {
        /** Not begun, or cancelled. */
        IDLE,
        /** Messages that the channel has delivered are missing. */
        BEHIND,
        /** A read returned messages that the channel has not delivered yet. */
        AHEAD,
        /** Caught up: live messages can be passed on directly. */
        DONE
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Subscriber subscriber;
    private State state = State.IDLE;
    private Position position = Position.NONE;
    private int attempt;
    private boolean hasRoom;

    CatchUp(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Begins, once the channel is live: answers at once if nothing was missed, else reads. */
    void begin(SubscriberRequest.Subscribe request) {
        Position now = subscriber.channel().image().position();
        boolean missed = request.since().filter(since -> !since.equals(now)).isPresent();
        if (!missed || !request.view().history()) {
            startAtCurrentPosition(request, !missed);
            return;
        }
        position = request.since().get();
        catchUp();
    }

    private void catchUp() {
        state = State.BEHIND;
        subscriber.channel().catchUpReads().add(subscriber);
        readWhenRoom();
    }

    /**
     * Answers with the current position and without messages.
     *
     * @param complete whether nothing was missed; missed messages that the user may not read count as lost
     */
    private void startAtCurrentPosition(SubscriberRequest.Subscribe request, boolean complete) {
        if (!hasRoom && !subscriber.outbound().hasRoom()) {
            whenRoom(() -> begin(request));
            return;
        }
        position = subscriber.channel().image().position();
        answer(new Recovery(complete, List.of(), position, false));
        done();
    }

    private void readWhenRoom() {
        int begun = attempt;
        whenRoom(() -> subscriber
                .channel()
                .catchUpReads()
                .read(new SharedReads.Request(
                        position, () -> begun == attempt, guarded(this::recovered), guarded(this::failed))));
    }

    private void whenRoom(Runnable task) {
        if (hasRoom) {
            task.run();
            return;
        }
        Runnable current = guarded(() -> {
            hasRoom = true;
            task.run();
        });
        int begun = attempt;
        subscriber.outbound().whenRoom(() -> subscriber.channel().execute(() -> {
            if (begun != attempt) {
                subscriber.outbound().roomUsed();
            }
            current.run();
        }));
    }

    /** Wraps a callback so that it does nothing after {@link #cancel}. */
    private Runnable guarded(Runnable task) {
        int begun = attempt;
        return () -> {
            if (begun == attempt) {
                task.run();
            }
        };
    }

    private Consumer<Recovery> guarded(Consumer<Recovery> task) {
        int begun = attempt;
        return recovery -> {
            if (begun == attempt) {
                task.accept(recovery);
            }
        };
    }

    private void recovered(Recovery recovery) {
        boolean progress = !recovery.messages().isEmpty() || !recovery.recovered();
        position = recovery.recovered()
                ? recovery.position()
                : subscriber.channel().image().position();
        if (!recovery.recovered()) {
            subscriber.channel().parts().counters().unrecovered.increment();
        }
        if (!subscriber.isAnswered()) {
            answer(recovery.recovered() ? recovery : new Recovery(false, List.of(), position, false));
        } else if (recovery.recovered()) {
            subscriber.offer(subscriber.channel().frames(recovery.messages()));
        } else {
            subscriber.channel().pushReset(subscriber);
        }
        releaseRoom();
        if (recovery.more()) {
            readWhenRoom();
        } else {
            readOn(progress);
        }
    }

    private void answer(Recovery recovery) {
        ChannelImage image = subscriber.channel().image();
        subscriber.answer(new SubscribeResult(
                recovery,
                subscriber.view().members()
                        ? Optional.of(
                                subscriber.view().filter(image.memberList().members()))
                        : Optional.empty(),
                subscriber.view().state() ? image.documents() : List.of()));
    }

    private void readOn(boolean progress) {
        long behind = subscriber.channel().image().position().offset() - position.offset();
        RecentMessages recent = subscriber.channel().recentMessages();
        if (behind < 0) {
            state = State.AHEAD;
        } else if (behind == 0) {
            done();
        } else if (recent.reaches(position)) {
            sendRecent(recent);
        } else if (progress) {
            readWhenRoom();
        } else {
            retryLater();
        }
    }

    /** Sends up to {@code QueueBudget.tailBytes} of the recent messages without waiting for room; more has to wait. */
    private void sendRecent(RecentMessages recent) {
        Recovery rest =
                recent.after(position, subscriber.channel().parts().budget().tailBytes());
        subscriber.offer(subscriber.channel().frames(rest.messages()));
        position = rest.position();
        if (rest.more()) {
            readWhenRoom();
        } else {
            done();
        }
    }

    /** Called after the channel has delivered messages; they are in its recent messages already. */
    void delivered(List<StoredMessage> messages) {
        if (state == State.AHEAD && subscriber.channel().image().position().offset() >= position.offset()) {
            subscriber.offer(subscriber
                    .channel()
                    .frames(messages.stream()
                            .filter(m -> m.position().offset() > position.offset())
                            .toList()));
            done();
        }
    }

    /** The channel's messages have a gap: an answered subscriber has received a reset, any other begins again. */
    void reset() {
        if (subscriber.isAnswered()) {
            cancel();
            done();
        } else if (state != State.IDLE) {
            cancel();
            catchUp();
        }
    }

    private void failed() {
        releaseRoom();
        if (subscriber.isAnswered()) {
            retryLater();
        } else {
            subscriber.fail(Rejection.unavailable());
        }
    }

    private void retryLater() {
        Runnable again = guarded(this::readWhenRoom);
        subscriber.channel().parts().timer().after(PAUSE, () -> subscriber
                .channel()
                .execute(again));
    }

    private void done() {
        state = State.DONE;
        releaseRoom();
        subscriber.channel().catchUpReads().remove(subscriber);
    }

    /** Stops, because the subscription ends or another request begins. */
    void cancel() {
        attempt++;
        state = State.IDLE;
        releaseRoom();
        subscriber.channel().catchUpReads().remove(subscriber);
    }

    private void releaseRoom() {
        if (hasRoom) {
            hasRoom = false;
            subscriber.outbound().roomUsed();
        }
    }
}
