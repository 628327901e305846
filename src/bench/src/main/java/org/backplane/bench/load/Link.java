package org.backplane.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.backplane.bench.contender.Node;
import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.load.dialect.Talk;
import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.ClientFrame;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.frame.Handshake;
import org.backplane.bench.load.time.Ticks;

/** One connection. Its loop's thread reads; any thread may send. */
public final class Link implements Client, FrameReader.Sink {

    private static final byte[] NOTHING = {};
    private static final byte[] NORMAL = {0x03, (byte) 0xe8};

    private final Loop loop;
    private final Subscription subscription;
    private final SocketChannel channel;
    private final Outbox outbox;
    private final Handshake handshake;
    private final Talk talk;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private byte[] remnant = NOTHING;
    private boolean isUpgraded;
    private volatile boolean isReady;
    private volatile boolean isClosed;
    private volatile boolean isLeaving;
    private SequenceCheck check;
    private volatile Acknowledged onAcknowledged = (sequence, now) -> -1;

    Link(Loop loop, Node node, Dialect dialect, Subscription subscription) throws IOException {
        this.loop = loop;
        this.subscription = subscription;
        this.channel = SocketChannel.open();
        this.handshake = new Handshake(node.address(), node.path().replace("{channel}", subscription.channel()));
        this.talk = dialect.talk(subscription);
        this.check = new SequenceCheck(
                subscription.streams().first(),
                subscription.streams().count(),
                loop.tally().base());
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(node.address());
        this.outbox = new Outbox(channel, this::awaitWritable);
    }

    /** Told about each confirmed publish. */
    @FunctionalInterface
    interface Acknowledged {

        /** Returns when that publish was sent, in {@link Ticks}; negative if that is not known. */
        long at(long sequence, long now);
    }

    void register() throws IOException {
        channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
    }

    private void awaitWritable() {
        loop.execute(() -> interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
    }

    private void interest(int operations) {
        SelectionKey key = channel.keyFor(loop.selector());
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    /** Something can be done. */
    void act(SelectionKey key) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                outbox.write(handshake.request());
            } else if (key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable() && outbox.flush()) {
                interest(SelectionKey.OP_READ);
            }
        } catch (IOException | RuntimeException e) {
            closed(String.valueOf(e));
        }
    }

    private void read() throws IOException {
        byte[] buffer = loop.buffer(remnant.length);
        System.arraycopy(remnant, 0, buffer, 0, remnant.length);
        int count = channel.read(loop.readable(remnant.length));
        if (count < 0) {
            closed("the server closed the connection");
            return;
        }
        FrameReader.Span bytes = loop.bytes().set(0, remnant.length + count);
        loop.arrive();
        if (isUpgraded || upgrade(buffer, bytes)) {
            FrameReader.read(buffer, bytes, loop.payload(), this);
        }
        remnant = bytes.length() == 0 ? NOTHING : Arrays.copyOfRange(buffer, bytes.from(), bytes.to());
    }

    private boolean upgrade(byte[] buffer, FrameReader.Span bytes) {
        int end = Handshake.end(buffer, bytes);
        if (end < 0) {
            return false;
        }
        handshake.check(new String(buffer, bytes.from(), end - bytes.from(), StandardCharsets.US_ASCII));
        bytes.set(end, bytes.to());
        isUpgraded = true;
        talk.opened(this);
        return true;
    }

    @Override
    public void frame(int opcode, boolean last, byte[] buffer, FrameReader.Span payload) {
        if (opcode == ClientFrame.PING) {
            write(ClientFrame.PONG, Arrays.copyOfRange(buffer, payload.from(), payload.to()));
        } else if (opcode == ClientFrame.CLOSE) {
            farewell(buffer, payload);
        } else if (opcode < ClientFrame.CLOSE && last && fragments.size() == 0) {
            talk.received(buffer, payload, this);
        } else if (opcode < ClientFrame.CLOSE) {
            fragment(last, buffer, payload);
        }
    }

    private void fragment(boolean last, byte[] buffer, FrameReader.Span payload) {
        fragments.write(buffer, payload.from(), payload.length());
        if (last) {
            byte[] whole = fragments.toByteArray();
            fragments.reset();
            talk.received(whole, payload.set(0, whole.length), this);
        }
    }

    private void farewell(byte[] buffer, FrameReader.Span payload) {
        byte[] said = Arrays.copyOfRange(buffer, payload.from(), payload.to());
        if (!isLeaving) {
            write(ClientFrame.CLOSE, said);
        }
        int code = said.length < 2 ? 1005 : ((said[0] & 0xff) << Byte.SIZE) | (said[1] & 0xff);
        closed("the server closed with " + code);
    }

    @Override
    public void deliver(byte[] buffer, int stamp) {
        loop.tally().deliver(buffer, stamp, this, loop.now());
    }

    @Override
    public void acknowledged(long sequence) {
        loop.tally().acknowledge(sequence, onAcknowledged.at(sequence, loop.now()), loop.now());
    }

    @Override
    public void refused(String why) {
        loop.tally().refuse(why);
    }

    @Override
    public void ready() {
        isReady = true;
    }

    @Override
    public void send(byte[] text) {
        write(ClientFrame.TEXT, text);
    }

    private void write(int opcode, byte[] payload) {
        try {
            outbox.write(ClientFrame.of(opcode, payload, loop.mask()));
        } catch (IOException e) {
            loop.execute(() -> closed(String.valueOf(e)));
        }
    }

    private void closed(String why) {
        if (!isClosed) {
            if (!isLeaving) {
                loop.tally().close(why);
            }
            isClosed = true;
            loop.close(channel);
        }
    }

    /** Says good-bye; the server closes. */
    void leave() {
        isLeaving = true;
        if (isUpgraded && !isClosed) {
            write(ClientFrame.CLOSE, NORMAL);
        }
    }

    /** Breaks off, as a lost network would; nothing is received after the call. By the loop's thread only. */
    void cut() {
        isLeaving = true;
        isClosed = true;
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            loop.tally().refuse(String.valueOf(e));
        }
        loop.close(channel);
    }

    void onAcknowledged(Acknowledged listener) {
        onAcknowledged = listener;
    }

    /** From now on, only what belongs to a trial counts. */
    void begin(Trial trial) {
        check = new SequenceCheck(
                subscription.streams().first(), subscription.streams().count(), trial.base());
    }

    SequenceCheck check() {
        return check;
    }

    Loop loop() {
        return loop;
    }

    /** Its node's place in the contender's list. */
    public int node() {
        return subscription.node();
    }

    /** Where it belongs. */
    public Subscription subscription() {
        return subscription;
    }

    /** Whether it listens. */
    public boolean isReady() {
        return isReady;
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    /** What it could come back with. By the loop's thread only. */
    Optional<Subscription.Previous> previous() {
        return talk.previous();
    }
}
