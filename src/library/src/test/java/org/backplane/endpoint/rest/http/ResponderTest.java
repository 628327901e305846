package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponderTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final CountDownLatch clientsRead = new CountDownLatch(1);
    private final ResponseExecutor reads = new ResponseExecutor(task -> new Thread(task, "reads"), 1, 1);
    private final ResponseExecutor writes = new ResponseExecutor(task -> new Thread(task, "writes"), 1, 1);
    private final Responder responder = new Responder(reads, writes);

    @AfterEach
    void close() {
        clientsRead.countDown();
        reads.close();
        writes.close();
    }

    private static CompletionStage<Response> ok() {
        return CompletableFuture.completedFuture(Response.ok().build());
    }

    private void blockReads() {
        CountDownLatch blocked = new CountDownLatch(1);
        reads.execute(() -> {
            blocked.countDown();
            try {
                clientsRead.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(BOUND).until(() -> blocked.getCount() == 0);
    }

    @Test
    void responseIsNotWrittenByAThreadOfTheBroker() {
        CompletableFuture<Response> outcome = new CompletableFuture<>();
        CompletableFuture<String> writer = responder
                .write(() -> outcome)
                .thenApply(response -> Thread.currentThread().getName())
                .toCompletableFuture();
        outcome.complete(Response.ok().build());
        assertThat(writer.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("writes");
    }

    @Test
    void clientThatDoesNotReadDelaysNoWriter() {
        blockReads();
        CompletionStage<Response> stuck = responder.read(ResponderTest::ok);
        CompletionStage<Response> written = responder.write(ResponderTest::ok);
        await().atMost(BOUND).until(() -> written.toCompletableFuture().isDone());
        assertThat(stuck.toCompletableFuture()).isNotDone();
    }

    @Test
    void fullExecutorRefusesBeforeTheOperation() {
        blockReads();
        AtomicInteger started = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            responder.read(() -> {
                started.incrementAndGet();
                return ok();
            });
        }
        assertThat(started).hasValue(1);
        Response refused =
                responder.read(ResponderTest::ok).toCompletableFuture().join();
        assertThat(refused.getStatus()).isEqualTo(503);
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("2");
    }
}
