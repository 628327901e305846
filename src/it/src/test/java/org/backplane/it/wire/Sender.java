package org.backplane.it.wire;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Sends one frame after the other: the WebSocket of the JDK refuses a second one while the first is on its way. */
public final class Sender {

    private final WebSocket socket;
    private final ReentrantLock order = new ReentrantLock();
    private CompletableFuture<?> last = CompletableFuture.completedFuture("none");

    /** Takes over all sending on a socket. */
    public Sender(WebSocket socket) {
        this.socket = socket;
    }

    /** Sends a text frame, after those before. */
    public void text(String text) {
        enqueue(() -> socket.sendText(text, true));
    }

    void binary(byte[] bytes) {
        enqueue(() -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Says good-bye, after the frames before. */
    public void close() {
        enqueue(() -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Drops the connection. */
    public void abort() {
        socket.abort();
    }

    private void enqueue(Supplier<CompletionStage<?>> send) {
        order.lock();
        try {
            last = last.thenCompose(previous -> send.get());
        } finally {
            order.unlock();
        }
    }
}
