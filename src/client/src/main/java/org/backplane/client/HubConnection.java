package org.backplane.client;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One WebSocket connection to a hub, which sends and receives lines: JSON objects without a line break. It knows nothing of
 * their content, answers no {@code ping} of the protocol and does not reconnect.
 *
 * <ul>
 *   <li><b>Threads.</b> Thread-safe; no method blocks. Lines are delivered by a thread of the {@code HttpClient}'s executor.
 *   <li><b>Order.</b> Lines are sent in the order of the calls of {@link #send}, and delivered in the order in which they
 *       were sent, one at a time. {@link #closed} completes after the last one was delivered.
 *   <li><b>Bounds.</b> While a line is being delivered, no more than the next frames are read: a slow receiver slows down its
 *       own connection. A received frame has at most {@link #MAX_FRAME} characters; a longer one ends the connection with
 *       {@link CloseReason#TOO_LONG}. At most {@link #MAX_QUEUED} characters wait to be sent.
 *   <li><b>Errors.</b> What breaks the connection completes {@link #closed}, always normally. A line that cannot be sent fails
 *       the future that {@link #send} returned for it, and those of all later lines.
 * </ul>
 */
public final class HubConnection {

    /** How many characters a received frame may have, all its lines together. */
    public static final int MAX_FRAME = 16 << 20;

    /** How many characters may wait to be sent. */
    public static final int MAX_QUEUED = 16 << 20;

    private final WebSocket socket;
    private final LineReader reader;
    private final FrameQueue frames;
    private final Duration timeout;
    private final AtomicBoolean isClosing = new AtomicBoolean();

    private HubConnection(WebSocket socket, LineReader reader, Duration timeout) {
        this.socket = socket;
        this.reader = reader;
        this.frames = new FrameQueue(socket, MAX_QUEUED);
        this.timeout = timeout;
    }

    /**
     * Opens a connection. Nothing is read from it before {@link #receive} is called.
     *
     * @param hub an address with the scheme {@code ws} or {@code wss}
     * @return the connection when it is open; fails with {@link java.net.http.WebSocketHandshakeException} if the server
     *     refuses the handshake, {@link java.net.http.HttpTimeoutException} after the timeout, and another
     *     {@link java.io.IOException} if the server cannot be reached
     */
    public static CompletableFuture<HubConnection> open(URI hub, ConnectionOptions options) {
        var reader = new LineReader(MAX_FRAME);
        return options.webSocketBuilder()
                .buildAsync(hub, reader)
                .thenApply(socket -> new HubConnection(socket, reader, options.timeout()));
    }

    /**
     * Begins to read. A close frame of the peer is noticed only after this call.
     *
     * @param lines gets each line; may send, and should not wait for anything that this connection receives. If it throws, the
     *     exception goes to the uncaught exception handler of the thread, and the connection is broken
     * @throws IllegalStateException if called twice
     */
    public void receive(Consumer<String> lines) {
        reader.deliverTo(lines);
        socket.request(1);
    }

    /**
     * Sends a line as one text frame, after those before. Text with several lines, separated by line breaks, is sent as one
     * frame too.
     *
     * @return completes when the frame is written to the network; fails with {@link java.io.IOException} if the connection has
     *     ended or more than {@link #MAX_QUEUED} characters would wait
     */
    public CompletableFuture<Void> send(String line) {
        return frames.text(line);
    }

    /**
     * Sends a close frame after the lines before. Lines that the peer has sent until then are still delivered. If the peer does
     * not answer the frame within the timeout, the connection is dropped. Only the first call has an effect.
     *
     * @param code {@link CloseReason#NORMAL}, or from 3000 to 4999
     * @param reason at most 123 bytes in UTF-8
     * @return as {@link #closed}
     */
    public CompletableFuture<CloseReason> close(int code, String reason) {
        if (isClosing.compareAndSet(false, true)) {
            dropOnFailure("close frame not sent", frames.close(code, reason));
            dropOnFailure("close frame not answered", closed().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }
        return closed();
    }

    /** Drops the connection without a close frame; {@link #closed} is complete and nothing is delivered any more. */
    public void abort() {
        drop("aborted");
    }

    private void dropOnFailure(String what, CompletableFuture<?> step) {
        CompletableFuture<?> unused = step.whenComplete((done, failure) -> {
            if (failure != null) {
                drop(what + ": " + failure);
            }
        });
    }

    private void drop(String reason) {
        reader.end(new CloseReason(CloseReason.BROKEN, reason));
        socket.abort();
    }

    /** Returns false once {@link #closed} is complete. */
    public boolean isOpen() {
        return !reader.closed().isDone();
    }

    /** Completes once when the connection has ended, whoever ended it; never fails. */
    public CompletableFuture<CloseReason> closed() {
        return reader.closed().copy();
    }
}
