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
 * Reads the history of a channel for all subscribers that need it, with one read at a time. A read begins at the oldest
 * position that somebody waits for, and also answers those that wait for a position within its result. So many clients at
 * many positions cost a handful of reads.
 *
 * <p>Requests are served in rounds: a request that arrives while others wait does not delay them, however old its position
 * is. When history does not reach back to a position, the next read begins at the median of the remaining positions, so that
 * a few reads find how far history reaches.
 *
 * <p>Not thread-safe; used on the channel's executor, which also runs the callbacks of the requests.
 */
final class SharedReads {

    /**
     * A request for the messages after a position.
     *
     * @param isWanted whether the answer is still needed; if not, the request is dropped without an answer
     * @param recovered receives the answer
     * @param failed called if the broker cannot be reached
     */
    record Request(Position since, BooleanSupplier isWanted, Consumer<Recovery> recovered, Runnable failed) {}

    private final Function<Position, CompletionStage<Recovery>> source;
    private final Consumer<ReadResult> onResult;
    private final Executor executor;
    private List<Request> round = new ArrayList<>();
    private List<Request> nextRound = new ArrayList<>();
    private boolean reading;
    private boolean halving;
    private int generation;

    /**
     * Reads nothing until the first request.
     *
     * @param source begins a read; called on the executor
     * @param onResult called with the result of each read, before the requests are answered
     */
    SharedReads(
            Function<Position, CompletionStage<Recovery>> source, Consumer<ReadResult> onResult, Executor executor) {
        this.source = source;
        this.onResult = onResult;
        this.executor = executor;
    }

    void read(Request request) {
        nextRound.add(request);
        readNext();
    }

    private void readNext() {
        if (reading) {
            return;
        }
        round.removeIf(request -> !request.isWanted().getAsBoolean());
        if (round.isEmpty()) {
            round = nextRound;
            nextRound = new ArrayList<>();
            round.removeIf(request -> !request.isWanted().getAsBoolean());
        }
        if (!round.isEmpty()) {
            round.sort(Comparator.comparingLong(request -> request.since().offset()));
            begin(round.get(halving ? round.size() / 2 : 0).since());
        }
    }

    private void begin(Position since) {
        reading = true;
        int begun = generation;
        source.apply(since)
                .whenComplete((recovery, failure) -> executor.execute(() -> {
                    if (begun == generation) {
                        complete(since, failure == null ? recovery : null);
                    }
                }));
    }

    private void complete(Position since, @Nullable Recovery recovery) {
        if (recovery == null) {
            List<Request> all = new ArrayList<>(round);
            all.addAll(nextRound);
            clear();
            all.forEach(request -> request.failed().run());
        } else {
            ReadResult result = new ReadResult(since, recovery);
            onResult.accept(result);
            answer(result);
            halving = result.isBeyondHistory() || (halving && !round.isEmpty());
        }
        reading = false;
        readNext();
    }

    private void answer(ReadResult result) {
        List<Runnable> answers = new ArrayList<>();
        round.removeIf(request -> isAnswered(request, result, answers));
        nextRound.removeIf(request -> isAnswered(request, result, answers));
        answers.forEach(Runnable::run);
    }

    private static boolean isAnswered(Request request, ReadResult result, List<Runnable> answers) {
        Optional<Recovery> answer = result.after(request.since());
        answer.ifPresent(recovery -> answers.add(() -> request.recovered().accept(recovery)));
        return answer.isPresent();
    }

    private void clear() {
        round = new ArrayList<>();
        nextRound = new ArrayList<>();
    }

    /** Drops all requests without an answer, and the result of the read in flight, which is out of date. */
    void cancel() {
        generation++;
        reading = false;
        clear();
    }
}
