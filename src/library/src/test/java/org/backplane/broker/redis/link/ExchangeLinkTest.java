package org.backplane.broker.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Connection;

/** Any thread may break the connection of an exchange, and no connection stays open without a user. */
@Timeout(60)
class ExchangeLinkTest {

    private static final int CONNECTIONS = 20_000;

    private final ExchangeLink link = new ExchangeLink(Duration.ofSeconds(1));

    private static RedisConnection connection() {
        return new RedisConnection(new Connection());
    }

    @Test
    void everyOpenedConnectionIsBrokenWhileSeveralThreadsBreakIt() {
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> breaking = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (!enough.get()) {
                                link.close();
                            }
                        },
                        task -> new Thread(task).start()))
                .limit(2)
                .toList();
        List<RedisConnection> opened = new ArrayList<>();
        while (opened.size() < CONNECTIONS) {
            link.orOpen(() -> {
                opened.add(new RedisConnection(new Connection()));
                return opened.get(opened.size() - 1);
            });
        }
        enough.set(true);
        breaking.forEach(CompletableFuture::join);
        link.close();

        assertThat(opened.stream().filter(connection -> !connection.isBroken()).count())
                .isZero();
    }

    @Test
    void connectionIsKeptUntilItIsBroken() {
        RedisConnection first = link.orOpen(ExchangeLinkTest::connection);
        assertThat(link.orOpen(ExchangeLinkTest::connection)).isSameAs(first);
        assertThat(link.restarts()).isZero();

        link.close();

        assertThat(first.isBroken()).isTrue();
        assertThat(link.orOpen(ExchangeLinkTest::connection)).isNotSameAs(first);
        assertThat(link.restarts()).isEqualTo(1);
    }
}
