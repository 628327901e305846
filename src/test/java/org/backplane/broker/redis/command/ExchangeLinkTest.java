package org.backplane.broker.redis.command;

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

/** The connection of an exchange is broken by those who may, and no connection is left open for nobody. */
@Timeout(60)
class ExchangeLinkTest {

    private static final int CONNECTIONS = 20_000;

    private final ExchangeLink link = new ExchangeLink(Duration.ofSeconds(1));

    @Test
    void everyConnectionThatWasOpenedIsBrokenHoweverManyBreakIt() {
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
        List<Connection> opened = new ArrayList<>();
        while (opened.size() < CONNECTIONS) {
            link.orOpen(() -> {
                opened.add(new Connection());
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
        Connection first = link.orOpen(Connection::new);
        assertThat(link.orOpen(Connection::new)).isSameAs(first);
        assertThat(link.restarts()).isZero();

        link.close();

        assertThat(first.isBroken()).isTrue();
        assertThat(link.orOpen(Connection::new)).isNotSameAs(first);
        assertThat(link.restarts()).isEqualTo(1);
    }
}
