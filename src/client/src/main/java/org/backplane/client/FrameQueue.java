package org.backplane.client;

import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sends one frame after the other: the WebSocket of the JDK refuses a second one while the first is being sent. After a frame
 * that failed, all others fail. Thread-safe, does not block.
 */
final class FrameQueue {

    private final WebSocket socket;
    private final int maxCharacters;
    private final AtomicLong characters = new AtomicLong();
    /** Makes the order of the frames that of the calls. */
    private final ReentrantLock order = new ReentrantLock();

    private CompletableFuture<?> last = CompletableFuture.completedFuture("none");

    FrameQueue(WebSocket socket, int maxCharacters) {
        this.socket = socket;
        this.maxCharacters = maxCharacters;
    }

    CompletableFuture<Void> text(String text) {
        if (characters.addAndGet(text.length()) > maxCharacters) {
            characters.addAndGet(-text.length());
            return CompletableFuture.failedFuture(
                    new IOException("more than " + maxCharacters + " characters wait to be sent"));
        }
        return enqueue(() -> socket.sendText(text, true))
                .whenComplete((sent, failure) -> characters.addAndGet(-text.length()));
    }

    CompletableFuture<Void> close(int code, String reason) {
        return enqueue(() -> socket.sendClose(code, reason));
    }

    private CompletableFuture<Void> enqueue(Supplier<CompletableFuture<WebSocket>> send) {
        order.lock();
        try {
            CompletableFuture<Void> sent =
                    last.thenCompose(previous -> send.get()).thenAccept(to -> {});
            last = sent;
            return sent;
        } finally {
            order.unlock();
        }
    }
}
