package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Recovery;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Test;

class SharedReadsTest {

    /** A log from 1 to 100, of which one read brings at most 30, and which reaches back so far only. */
    private static final class Log {
        final List<Position> asked = new ArrayList<>();
        final Queue<Runnable> held = new ArrayDeque<>();
        long oldest = 1;

        CompletionStage<Recovery> read(Position since) {
            asked.add(since);
            CompletableFuture<Recovery> result = new CompletableFuture<>();
            held.add(() -> result.complete(find(since)));
            return result;
        }

        private Recovery find(Position since) {
            if (!since.epoch().equals("e") || since.offset() + 1 < oldest || since.offset() > 100) {
                return new Recovery(false, List.of(), at(100), false);
            }
            long last = Math.min(100, since.offset() + 30);
            return new Recovery(
                    true,
                    LongStream.rangeClosed(since.offset() + 1, last)
                            .mapToObj(o -> new StoredMessage(at(o), 0, Line.of("{}")))
                            .toList(),
                    at(last),
                    last < 100);
        }

        void answerAll() {
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        }
    }

    private final Log log = new Log();
    private final SharedReads reads = new SharedReads(log::read, past -> {}, Runnable::run);
    private final Map<Position, Recovery> answers = new HashMap<>();
    private final List<Position> failed = new ArrayList<>();

    private static Position at(long offset) {
        return new Position("e", offset);
    }

    private void wants(Position since) {
        reads.read(new SharedReads.Reader(
                since,
                () -> true,
                recovery -> assertThat(answers.put(since, recovery))
                        .as("answered twice")
                        .isNull(),
                () -> failed.add(since)));
    }

    private Recovery answer(Position since) {
        return Objects.requireNonNull(answers.get(since), since.toString());
    }

    private void assertExact(Position since) {
        Recovery answer = answer(since);
        assertThat(answer.recovered()).isTrue();
        assertThat(answer.messages().get(0).position()).isEqualTo(since.plus(1));
        assertThat(answer.position()).isEqualTo(since.plus(answer.messages().size()));
        assertThat(answer.more()).isEqualTo(answer.position().offset() < 100);
    }

    @Test
    void placesThatAReadPassedAreAnsweredByIt() {
        wants(at(60));
        for (long offset = 99; offset >= 40; offset--) {
            if (offset != 60) {
                wants(at(offset));
            }
        }

        log.answerAll();

        assertThat(log.asked).containsExactly(at(60), at(40), at(90));
        LongStream.rangeClosed(40, 99).forEach(offset -> assertExact(at(offset)));
    }

    @Test
    void fewReadsFindHowFarHistoryReaches() {
        log.oldest = 80;
        LongStream.rangeClosed(0, 99).forEach(offset -> wants(at(offset)));

        log.answerAll();

        assertThat(log.asked).hasSizeLessThanOrEqualTo(8);
        assertThat(answers).hasSize(100);
        answers.forEach((since, answer) -> assertThat(answer.recovered()).isEqualTo(since.offset() >= 79));
    }

    @Test
    void placeThatIsAheadOrOfAnotherEpochSaysNothingOfOthers() {
        wants(at(101));
        wants(at(99));
        wants(new Position("d", 98));

        log.answerAll();

        assertThat(answer(at(101)).recovered()).isFalse();
        assertThat(answer(new Position("d", 98)).recovered()).isFalse();
        assertExact(at(99));
    }

    @Test
    void whoComesLaterDoesNotDelayThoseWhoWait() {
        wants(at(50));
        wants(new Position("d", 40));
        wants(new Position("f", 1));
        log.held.remove().run();
        wants(new Position("g", 0));

        log.answerAll();

        assertThat(log.asked.get(log.asked.size() - 1)).isEqualTo(new Position("g", 0));
    }

    @Test
    void whoHasGoneIsNotReadFor() {
        wants(at(50));
        reads.read(new SharedReads.Reader(at(1), () -> false, answer -> failed.add(at(1)), () -> failed.add(at(1))));

        log.answerAll();

        assertThat(log.asked).containsExactly(at(50));
        assertThat(failed).isEmpty();
    }

    @Test
    void failureIsToldToAllWhoWaitAtOnce() {
        SharedReads failing = new SharedReads(
                since -> CompletableFuture.failedFuture(new BrokerUnavailableException("down")),
                past -> {},
                log.held::add);
        List.of(at(1), at(2))
                .forEach(since -> failing.read(new SharedReads.Reader(
                        since, () -> true, answer -> answers.put(since, answer), () -> failed.add(since))));

        log.held.remove().run();

        assertThat(failed).containsExactlyInAnyOrder(at(1), at(2));
        assertThat(answers).isEmpty();
    }

    @Test
    void whatWasReadBeforeAFreshStartIsToldToNobody() {
        wants(at(50));
        reads.startAfresh();
        wants(at(60));

        log.answerAll();

        assertThat(answers).containsOnlyKeys(at(60));
    }
}
