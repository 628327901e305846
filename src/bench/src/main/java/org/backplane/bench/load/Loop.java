package org.backplane.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.frame.Masks;
import org.backplane.bench.load.time.Ticks;

/** One thread, and the connections whose bytes it reads. Connections share its buffer, for only one is read at a time. */
final class Loop implements Runnable, AutoCloseable {

    private static final int BUFFER = 1 << 20;
    private static final int FREE = 1 << 16;

    private final Selector selector;
    private final Masks masks;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Link> links = new ArrayList<>();
    private final FrameReader.Span bytes = new FrameReader.Span();
    private final FrameReader.Span payload = new FrameReader.Span();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long now;
    private volatile Tally tally = new Tally(Trial.NOTHING);
    private volatile boolean isClosed;

    Loop(Masks masks) {
        this.masks = masks;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector", e);
        }
    }

    @Override
    public void run() {
        try (selector) {
            while (!isClosed) {
                selector.select(Loop::act);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a selector failed", e);
        }
    }

    private static void act(SelectionKey key) {
        ((Link) key.attachment()).act(key);
    }

    /** Has a task run by its thread soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Has a question answered by its thread. */
    <T> CompletableFuture<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** The connections; its thread alone asks. */
    List<Link> links() {
        return links;
    }

    /** A new window: what came so far counts no more. By its thread. */
    Tally begin(Trial trial) {
        tally = new Tally(trial);
        links.forEach(link -> link.begin(trial));
        return tally;
    }

    Tally tally() {
        return tally;
    }

    Selector selector() {
        return selector;
    }

    int mask() {
        return masks.next();
    }

    /** Its buffer, with some room behind so many bytes; what is in it does not matter. */
    byte[] buffer(int taken) {
        if (buffer.capacity() < taken + FREE) {
            buffer = ByteBuffer.allocate(2 * (taken + FREE));
        }
        return buffer.array();
    }

    /** The room behind so many bytes. */
    ByteBuffer readable(int taken) {
        return buffer.clear().position(taken);
    }

    FrameReader.Span bytes() {
        return bytes;
    }

    FrameReader.Span payload() {
        return payload;
    }

    /** Bytes have arrived at this moment. */
    void arrive() {
        now = Ticks.now();
    }

    /** When the bytes arrived that are being read. */
    long now() {
        return now;
    }

    void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            tally.refuse("cannot close: " + e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }
}
