package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.LiveNode;
import org.junit.jupiter.api.Test;

class LiveNodesTest {

    private static final List<LiveNode> ONE =
            List.of(new LiveNode("a", Optional.of("Ada"), Optional.of(Duration.ofSeconds(9))));

    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);
    private final Deque<CompletableFuture<List<LiveNode>>> readings = new ArrayDeque<>();
    private final LiveNodes nodes = new LiveNodes(
            () -> {
                readings.add(new CompletableFuture<>());
                return readings.getLast();
            },
            clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void firstQuestionIsAnsweredLater() {
        assertThat(nodes.now()).isEmpty();
        readings.getLast().complete(ONE);
        assertThat(nodes.now()).isEqualTo(ONE);
    }

    @Test
    void nothingIsReadWhileNobodyAsks() {
        pass(Duration.ofMinutes(1));
        assertThat(readings).isEmpty();
    }

    @Test
    void manyQuestionsAreOneReading() {
        nodes.now();
        pass(Duration.ofSeconds(2));
        nodes.now();
        assertThat(readings).as("while one is under way").hasSize(1);
        readings.getLast().complete(ONE);
        pass(Duration.ofMillis(999));
        nodes.now();
        assertThat(readings).as("within a second").hasSize(1);
        pass(Duration.ofMillis(1));
        nodes.now();
        assertThat(readings).as("a second later").hasSize(2);
    }

    @Test
    void nobodyIsToldWhatIsOld() {
        nodes.now();
        readings.getLast().complete(ONE);
        pass(Duration.ofSeconds(5));
        assertThat(nodes.now()).isEqualTo(ONE);
        pass(Duration.ofMillis(1));
        assertThat(nodes.now()).isEmpty();
    }

    @Test
    void failedReadingIsTriedAgain() {
        nodes.now();
        readings.getLast().completeExceptionally(new BrokerUnavailableException("no Redis"));
        assertThat(nodes.now()).isEmpty();
        readings.getLast().complete(ONE);
        assertThat(nodes.now()).isEqualTo(ONE);
    }
}
