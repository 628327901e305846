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
    private final Deque<CompletableFuture<List<LiveNode>>> queries = new ArrayDeque<>();
    private final LiveNodes nodes = new LiveNodes(
            () -> {
                queries.add(new CompletableFuture<>());
                return queries.getLast();
            },
            clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void firstRequestIsEmptyAndStartsAQuery() {
        assertThat(nodes.now()).isEmpty();
        queries.getLast().complete(ONE);
        assertThat(nodes.now()).isEqualTo(ONE);
    }

    @Test
    void nothingIsReadWithoutRequests() {
        pass(Duration.ofMinutes(1));
        assertThat(queries).isEmpty();
    }

    @Test
    void manyRequestsShareOneQuery() {
        nodes.now();
        pass(Duration.ofSeconds(2));
        nodes.now();
        assertThat(queries).as("while a query is in flight").hasSize(1);
        queries.getLast().complete(ONE);
        pass(Duration.ofMillis(999));
        nodes.now();
        assertThat(queries).as("within a second").hasSize(1);
        pass(Duration.ofMillis(1));
        nodes.now();
        assertThat(queries).as("a second later").hasSize(2);
    }

    @Test
    void resultExpiresAfterFiveSeconds() {
        nodes.now();
        queries.getLast().complete(ONE);
        pass(Duration.ofSeconds(5));
        assertThat(nodes.now()).isEqualTo(ONE);
        pass(Duration.ofMillis(1));
        assertThat(nodes.now()).isEmpty();
    }

    @Test
    void failedQueryIsRepeated() {
        nodes.now();
        queries.getLast().completeExceptionally(new BrokerUnavailableException("no Redis"));
        assertThat(nodes.now()).isEmpty();
        queries.getLast().complete(ONE);
        assertThat(nodes.now()).isEqualTo(ONE);
    }
}
