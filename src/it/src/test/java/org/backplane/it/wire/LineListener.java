package org.backplane.it.wire;

import jakarta.json.JsonObject;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Puts frames together and takes them apart into lines. */
public final class LineListener implements WebSocket.Listener {

    private static final int GONE = 1006;

    private final Consumer<JsonObject> lines;
    private final IntConsumer closed;
    private final StringBuilder frame = new StringBuilder();

    /** Hands lines to the first, one after the other, and the close code to the second, 1006 if the connection broke. */
    public LineListener(Consumer<JsonObject> lines, IntConsumer closed) {
        this.lines = lines;
        this.closed = closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            frame.toString().lines().map(Wire::object).forEach(lines);
            frame.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
        closed.accept(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.accept(GONE);
    }
}
