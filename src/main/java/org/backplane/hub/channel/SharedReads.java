package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Reads a channel's past for all who want some of it: one read at a time, from the oldest place that somebody waits at, and
 * whoever waits at a place that it passed is answered too. So many clients at many places cost a handful of reads.
 *
 * <p>They go in rounds: who comes while others wait does not delay them, however old his place. When history does not reach
 * back to a place, the next read is from the middle of those that are left, so that a few reads find how far it reaches.
 *
 * <p>Not thread-safe; used on the channel's turn, where the readers are told as well.
 */
final class SharedReads {

    /**
     * Who wants to know.
     *
     * @param since after which place
     * @param waits whether he still does
     * @param recovered takes the answer
     * @param failed is told when the broker is out of reach
     */
    record Reader(Position since, BooleanSupplier waits, Consumer<Recovery> recovered, Runnable failed) {}

    private final Function<Position, CompletionStage<Recovery>> source;
    private final Consumer<ReadResult> brought;
    private final Executor turn;
    private List<Reader> round = new ArrayList<>();
    private List<Reader> newcomers = new ArrayList<>();
    private boolean reading;
    private boolean halving;
    private int life;

    /**
     * Nothing is read until somebody asks.
     *
     * @param source begins a read; called on the turn
     * @param brought sees what each read brought, before the readers
     */
    SharedReads(Function<Position, CompletionStage<Recovery>> source, Consumer<ReadResult> brought, Executor turn) {
        this.source = source;
        this.brought = brought;
        this.turn = turn;
    }

    void read(Reader reader) {
        newcomers.add(reader);
        proceed();
    }

    private void proceed() {
        if (reading) {
            return;
        }
        round.removeIf(reader -> !reader.waits().getAsBoolean());
        if (round.isEmpty()) {
            round = newcomers;
            newcomers = new ArrayList<>();
            round.removeIf(reader -> !reader.waits().getAsBoolean());
        }
        if (!round.isEmpty()) {
            round.sort(Comparator.comparingLong(reader -> reader.since().offset()));
            begin(round.get(halving ? round.size() / 2 : 0).since());
        }
    }

    private void begin(Position since) {
        reading = true;
        int mine = life;
        source.apply(since)
                .whenComplete((recovery, failure) -> turn.execute(() -> {
                    if (mine == life) {
                        over(since, failure == null ? recovery : null);
                    }
                }));
    }

    private void over(Position since, @Nullable Recovery recovery) {
        if (recovery == null) {
            List<Reader> all = new ArrayList<>(round);
            all.addAll(newcomers);
            forget();
            all.forEach(reader -> reader.failed().run());
        } else {
            ReadResult past = new ReadResult(since, recovery);
            brought.accept(past);
            tell(past);
            halving = past.reachesTooFarBack() || (halving && !round.isEmpty());
        }
        reading = false;
        proceed();
    }

    private void tell(ReadResult past) {
        List<Runnable> answers = new ArrayList<>();
        round.removeIf(reader -> isAnswered(reader, past, answers));
        newcomers.removeIf(reader -> isAnswered(reader, past, answers));
        answers.forEach(Runnable::run);
    }

    private static boolean isAnswered(Reader reader, ReadResult past, List<Runnable> answers) {
        Optional<Recovery> answer = past.after(reader.since());
        answer.ifPresent(recovery -> answers.add(() -> reader.recovered().accept(recovery)));
        return answer.isPresent();
    }

    private void forget() {
        round = new ArrayList<>();
        newcomers = new ArrayList<>();
    }

    /** Those who wait are not told any more: what is being read is out of date, and they ask again. */
    void startAfresh() {
        life++;
        reading = false;
        forget();
    }
}
