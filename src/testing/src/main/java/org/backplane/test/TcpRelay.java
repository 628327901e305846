package org.backplane.test;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link TcpProxy}: two directions, a thread that reads and one that writes for each. */
final class TcpRelay implements AutoCloseable {

    /** Small, so that a slow link is slow in small steps. */
    private static final int CHUNK = 4 * 1024;

    private static final int CHUNKS = 256;

    private final Socket client;
    private final Socket server;
    private final NetworkState state;
    private final Consumer<TcpRelay> ended;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger directions = new AtomicInteger(2);

    TcpRelay(Socket client, Socket server, NetworkState state, Consumer<TcpRelay> ended) {
        this.client = client;
        this.server = server;
        this.state = state;
        this.ended = ended;
    }

    void start() {
        pass(client, server);
        pass(server, client);
    }

    private void pass(Socket from, Socket to) {
        BlockingQueue<Chunk> onItsWay = new ArrayBlockingQueue<>(CHUNKS);
        threads.add(Daemon.start("proxy-read", () -> read(from, onItsWay)));
        threads.add(Daemon.start("proxy-write", () -> write(onItsWay, to)));
    }

    private void read(Socket from, BlockingQueue<Chunk> onItsWay) {
        try {
            Chunk chunk = Chunk.read(from);
            while (!chunk.isEnd()) {
                onItsWay.put(chunk);
                chunk = Chunk.read(from);
            }
            onItsWay.put(chunk);
        } catch (InterruptedException closed) {
            // By close(): what is left is dropped.
        }
    }

    private void write(BlockingQueue<Chunk> onItsWay, Socket to) {
        try {
            to.setTcpNoDelay(true);
            Chunk before = Chunk.END;
            Chunk chunk = onItsWay.take();
            while (!chunk.isEnd()) {
                state.awaitPassage(chunk.at, before.at, before.bytes.length);
                to.getOutputStream().write(chunk.bytes);
                before = new Chunk(chunk.bytes, System.nanoTime());
                chunk = onItsWay.take();
            }
            state.awaitPassage(chunk.at, before.at, before.bytes.length);
            to.shutdownOutput();
        } catch (IOException closed) {
            close();
        } catch (InterruptedException closed) {
            // By close(): what is left is dropped.
        }
        if (directions.decrementAndGet() == 0) {
            close();
        }
    }

    /** Drops it and what is on its way. */
    @Override
    public void close() {
        ended.accept(this);
        close(client);
        close(server);
        threads.forEach(Thread::interrupt);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // As it should be.
        }
    }

    private static final class Chunk {

        private static final Chunk END = new Chunk(new byte[0], System.nanoTime());

        private final byte[] bytes;
        private final long at;

        private Chunk(byte[] bytes, long at) {
            this.bytes = bytes;
            this.at = at;
        }

        static Chunk read(Socket from) {
            byte[] bytes = new byte[CHUNK];
            int length;
            try {
                length = from.getInputStream().read(bytes);
            } catch (IOException dropped) {
                length = 0;
            }
            return new Chunk(Arrays.copyOf(bytes, Math.max(length, 0)), System.nanoTime());
        }

        boolean isEnd() {
            return bytes.length == 0;
        }
    }
}
