package org.backplane.client;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of frames and splits frames into lines. The JDK calls one method at a time, and asks for the next part only
 * after the lines of the part before were delivered.
 */
final class LineReader implements WebSocket.Listener {

    private final int maxFrame;
    private final CompletableFuture<Consumer<String>> receiver = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private StringBuilder frame = new StringBuilder();

    LineReader(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    /** @throws IllegalStateException if called twice */
    void deliverTo(Consumer<String> lines) {
        if (!receiver.complete(lines)) {
            throw new IllegalStateException("lines are received already");
        }
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }

    /** Delivers nothing from now on. Without effect if the connection has ended before. */
    void end(CloseReason reason) {
        closed.complete(reason);
    }

    /** Requests nothing: nobody receives lines yet. */
    @Override
    public void onOpen(WebSocket socket) {}

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
        if (frame.length() + part.length() > maxFrame) {
            end(new CloseReason(CloseReason.TOO_LONG, "a frame has more than " + maxFrame + " characters"));
            socket.abort();
            return null;
        }
        frame.append(part);
        if (isLast) {
            var lines = frame.toString();
            frame = new StringBuilder();
            lines.lines().takeWhile(line -> !closed.isDone()).forEach(this::deliver);
        }
        socket.request(1);
        return null;
    }

    /** Does not wait for a receiver: nothing is requested before there is one. */
    private void deliver(String line) {
        try {
            receiver.join().accept(line);
        } catch (RuntimeException | Error e) {
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            throw e;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(new CloseReason(code, reason));
        return null;
    }

    /** Also called after an exception of {@link #onText}. */
    @Override
    public void onError(WebSocket socket, Throwable error) {
        end(new CloseReason(CloseReason.BROKEN, error.toString()));
        socket.abort();
    }
}
