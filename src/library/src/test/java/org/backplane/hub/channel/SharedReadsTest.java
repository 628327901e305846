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

    /** A log from offset 1 to 100; a read returns at most 30 messages, and those before {@link #oldest} are gone. */
    private static final class Log {
        final List<Position> asked = new ArrayList<>();
        final Queue<Runnable> pending = new ArrayDeque<>();
        long oldest = 1;

        CompletionStage<Recovery> read(Position since) {
            asked.add(since);
            CompletableFuture<Recovery> result = new CompletableFuture<>();
            pending.add(() -> result.complete(find(since)));
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
            for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
                next.run();
            }
        }
    }

    private final Log log = new Log();
    private final SharedReads reads = new SharedReads(log::read, result -> {}, Runnable::run);
    private final Map<Position, Recovery> answers = new HashMap<>();
    private final List<Position> failed = new ArrayList<>();

    private static Position at(long offset) {
        return new Position("e", offset);
    }

    private void request(Position since) {
        reads.read(new SharedReads.Request(
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
    void positionsWithinAReadAreAnsweredByIt() {
        request(at(60));
        for (long offset = 99; offset >= 40; offset--) {
            if (offset != 60) {
                request(at(offset));
            }
        }

        log.answerAll();

        assertThat(log.asked).containsExactly(at(60), at(40), at(90));
        LongStream.rangeClosed(40, 99).forEach(offset -> assertExact(at(offset)));
    }

    @Test
    void fewReadsFindHowFarHistoryReaches() {
        log.oldest = 80;
        LongStream.rangeClosed(0, 99).forEach(offset -> request(at(offset)));

        log.answerAll();

        assertThat(log.asked).hasSizeLessThanOrEqualTo(8);
        assertThat(answers).hasSize(100);
        answers.forEach((since, answer) -> assertThat(answer.recovered()).isEqualTo(since.offset() >= 79));
    }

    @Test
    void positionAheadOrOfAnotherEpochDoesNotAffectOthers() {
        request(at(101));
        request(at(99));
        request(new Position("d", 98));

        log.answerAll();

        assertThat(answer(at(101)).recovered()).isFalse();
        assertThat(answer(new Position("d", 98)).recovered()).isFalse();
        assertExact(at(99));
    }

    @Test
    void laterRequestsDoNotDelayEarlierOnes() {
        request(at(50));
        request(new Position("d", 40));
        request(new Position("f", 1));
        log.pending.remove().run();
        request(new Position("g", 0));

        log.answerAll();

        assertThat(log.asked.get(log.asked.size() - 1)).isEqualTo(new Position("g", 0));
    }

    @Test
    void unwantedRequestIsNotRead() {
        request(at(50));
        reads.read(new SharedReads.Request(at(1), () -> false, answer -> failed.add(at(1)), () -> failed.add(at(1))));

        log.answerAll();

        assertThat(log.asked).containsExactly(at(50));
        assertThat(failed).isEmpty();
    }

    @Test
    void failureIsPassedToAllRequests() {
        SharedReads failing = new SharedReads(
                since -> CompletableFuture.failedFuture(new BrokerUnavailableException("down")),
                result -> {},
                log.pending::add);
        List.of(at(1), at(2))
                .forEach(since -> failing.read(new SharedReads.Request(
                        since, () -> true, answer -> answers.put(since, answer), () -> failed.add(since))));

        log.pending.remove().run();

        assertThat(failed).containsExactlyInAnyOrder(at(1), at(2));
        assertThat(answers).isEmpty();
    }

    @Test
    void cancelledReadAnswersNothing() {
        request(at(50));
        reads.cancel();
        request(at(60));

        log.answerAll();

        assertThat(answers).containsOnlyKeys(at(60));
    }
}
