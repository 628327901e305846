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
 * How a seat gets from the position that its client had to the channel's present, without a gap and without a double.
 *
 * <p>It reads what was missed piece by piece, each only when the client's queue has room, until the channel's
 * {@link RecentMessages} or its next messages join on seamlessly. The first piece is the answer to the subscribe; the rest follows
 * as ordinary messages. Happens on the channel's turn.
 */
final class CatchUp {

    private enum State {
        /** Nothing to do with messages yet. */
        IDLE,
        /** Messages are missing. */
        BEHIND,
        /** A read brought messages that the channel has not told yet. */
        AHEAD,
        /** The channel's next message is the next one. */
        DONE
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Subscriber seat;
    private State state = State.IDLE;
    private Position at = Position.NONE;
    private int attempt;
    private boolean hasRoom;

    CatchUp(Subscriber seat) {
        this.seat = seat;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** The channel is live: finds out what was missed. */
    void begin(SubscriberRequest.Join join) {
        Position now = seat.channel().image().position();
        boolean missed = join.since().filter(since -> !since.equals(now)).isPresent();
        if (!missed || !join.view().past()) {
            enterHere(join, !missed);
            return;
        }
        at = join.since().get();
        catchUp();
    }

    private void catchUp() {
        state = State.BEHIND;
        seat.channel().catchingUp(seat);
        readWhenRoom();
    }

    /** @param complete whether nothing was missed; what was and may not be read is as if it were gone */
    private void enterHere(SubscriberRequest.Join join, boolean complete) {
        if (!hasRoom && !seat.outbound().hasRoom()) {
            whenRoom(() -> begin(join));
            return;
        }
        at = seat.channel().image().position();
        answer(new Recovery(complete, List.of(), at, false));
        done();
    }

    private void readWhenRoom() {
        int mine = attempt;
        whenRoom(() -> seat.channel()
                .read(new SharedReads.Reader(
                        at, () -> mine == attempt, guarded(this::recovered), guarded(this::failed))));
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
        int mine = attempt;
        seat.outbound().whenRoom(() -> seat.channel().execute(() -> {
            if (mine != attempt) {
                seat.outbound().roomUsed();
            }
            current.run();
        }));
    }

    /** What was begun for an ask that is over, or before a reset, does not count any more. */
    private Runnable guarded(Runnable task) {
        int mine = attempt;
        return () -> {
            if (mine == attempt) {
                task.run();
            }
        };
    }

    private Consumer<Recovery> guarded(Consumer<Recovery> task) {
        int mine = attempt;
        return recovery -> {
            if (mine == attempt) {
                task.accept(recovery);
            }
        };
    }

    private void recovered(Recovery recovery) {
        boolean progress = !recovery.messages().isEmpty() || !recovery.recovered();
        at = recovery.recovered() ? recovery.position() : seat.channel().image().position();
        if (!recovery.recovered()) {
            seat.channel().tools().counters().unrecovered.increment();
        }
        if (!seat.isAnswered()) {
            answer(recovery.recovered() ? recovery : new Recovery(false, List.of(), at, false));
        } else if (recovery.recovered()) {
            seat.offer(seat.channel().frames(recovery.messages()));
        } else {
            seat.channel().pushReset(seat);
        }
        giveRoomBack();
        if (recovery.more()) {
            readWhenRoom();
        } else {
            settle(progress);
        }
    }

    private void answer(Recovery recovery) {
        ChannelImage image = seat.channel().image();
        seat.answer(new SubscribeResult(
                recovery,
                seat.view().members()
                        ? Optional.of(seat.view().of(image.roster().members()))
                        : Optional.empty(),
                seat.view().state() ? image.documents() : List.of()));
    }

    private void settle(boolean progress) {
        long behind = seat.channel().image().position().offset() - at.offset();
        RecentMessages run = seat.channel().run();
        if (behind < 0) {
            state = State.AHEAD;
        } else if (behind == 0) {
            done();
        } else if (run.reaches(at)) {
            joinOn(run);
        } else if (progress) {
            readWhenRoom();
        } else {
            later();
        }
    }

    /** A little more than there was room for does not matter; if it is a lot, it waits for room. */
    private void joinOn(RecentMessages run) {
        Recovery rest = run.after(at, seat.channel().tools().budget().tailBytes());
        seat.offer(seat.channel().frames(rest.messages()));
        at = rest.position();
        if (rest.more()) {
            readWhenRoom();
        } else {
            done();
        }
    }

    /** The channel has told these messages; they are in its tail already. */
    void told(List<StoredMessage> messages) {
        if (state == State.AHEAD && seat.channel().image().position().offset() >= at.offset()) {
            seat.offer(seat.channel()
                    .frames(messages.stream()
                            .filter(m -> m.position().offset() > at.offset())
                            .toList()));
            done();
        }
    }

    /** The channel's messages have a gap: whoever was answered has been told so, the others begin again. */
    void reset() {
        if (seat.isAnswered()) {
            cancel();
            done();
        } else if (state != State.IDLE) {
            cancel();
            catchUp();
        }
    }

    private void failed() {
        giveRoomBack();
        if (seat.isAnswered()) {
            later();
        } else {
            seat.fail(Rejection.unavailable());
        }
    }

    private void later() {
        Runnable again = guarded(this::readWhenRoom);
        seat.channel().tools().timer().after(PAUSE, () -> seat.channel().execute(again));
    }

    private void done() {
        state = State.DONE;
        giveRoomBack();
        seat.channel().caughtUp(seat);
    }

    /** Stops: the seat is left, or asked something else. */
    void cancel() {
        attempt++;
        state = State.IDLE;
        giveRoomBack();
        seat.channel().caughtUp(seat);
    }

    private void giveRoomBack() {
        if (hasRoom) {
            hasRoom = false;
            seat.outbound().roomUsed();
        }
    }
}
