package org.backplane.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Request;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cost of a message in a hub, from publishing to the last connection, with the memory broker and without a network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FanOutBenchmark {

    private static final ChannelName CHANNEL = new ChannelName("home");
    private static final long SECONDS_TO_LISTEN = 30;

    private final AtomicLong delivered = new AtomicLong();
    private final HubFixture fixture = new HubFixture(Map.of());
    private final Hub hub = fixture.hub();
    private final Content content = Content.of("chat", JsonText.ofString("x".repeat(100)));
    private final List<Connection> connections = new ArrayList<>();

    /** The number of subscribers. */
    @Param({"1", "200", "5000"})
    private int listeners;

    /** The number of messages that are published at once. */
    @Param({"1", "16"})
    private int burst;

    /** Connects all subscribers; returns when one message has reached all. */
    @Setup
    public void connect() {
        for (int i = 0; i < listeners; i++) {
            Connection connection = hub.open(new CountingTransport(delivered), Identity.ANONYMOUS);
            DisplayName name = new DisplayName("listener-" + i);
            connection.accept(new Request(
                    Optional.empty(), new Command.Hello(Optional.of(name), Optional.empty(), Optional.empty())));
            connection.accept(new Request(Optional.empty(), new Command.Subscribe(CHANNEL, Optional.empty(), false)));
            connections.add(connection);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_LISTEN);
        while (!publishReachesAll(System.nanoTime() + TimeUnit.SECONDS.toNanos(1))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + delivered + " of " + listeners + " listen");
            }
        }
    }

    private boolean publishReachesAll(long deadline) {
        delivered.set(0);
        hub.publish(Requester.APPLICATION, CHANNEL, content)
                .toCompletableFuture()
                .join();
        while (delivered.get() < listeners && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return delivered.get() >= listeners;
    }

    /** Publishes a burst, and waits until every connection has received it. */
    @Benchmark
    public long publish() {
        delivered.set(0);
        for (int i = 0; i < burst; i++) {
            hub.publish(Requester.APPLICATION, CHANNEL, content);
        }
        while (delivered.get() < (long) listeners * burst) {
            Thread.onSpinWait();
        }
        return delivered.get();
    }

    /** Closes the hub. */
    @TearDown
    public void close() {
        fixture.close();
    }

    /** Counts the messages in the frames. */
    private record CountingTransport(AtomicLong delivered) implements Transport {

        private static final String MESSAGE = "{\"type\":\"message\"";

        @Override
        public void send(Frame frame, Sent sent) {
            int messages = 0;
            int at = frame.text().indexOf(MESSAGE);
            while (at >= 0) {
                messages++;
                at = frame.text().indexOf(MESSAGE, at + MESSAGE.length());
            }
            delivered.addAndGet(messages);
            sent.done(true);
        }

        @Override
        public void close(CloseReason reason) {
            delivered.set(Long.MAX_VALUE / 2);
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }
}
