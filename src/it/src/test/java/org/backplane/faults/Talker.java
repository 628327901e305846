package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.ClientLink;
import org.backplane.message.Position;

/**
 * A publisher that publishes one message after the other, and each again under its key until it is acknowledged: by the same
 * node after {@code unavailable}, by any node if the connection breaks or nobody answers. A thread of its own talks.
 */
final class Talker implements AutoCloseable {

    /** What comes later does not count: the promise is two seconds, and a stalled node promises nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Between an acknowledgement and the next message. Half as fast as {@code connection/rate} allows, and slow enough that
     * {@code history/size} reaches back through half a minute of the usual traffic.
     */
    static final Duration PACE = Duration.ofMillis(40);

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String name;
    private final List<Node> nodes;
    private final Ledger ledger;
    private final List<String> channels;
    private final Duration pause;
    private final String padding;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Thread thread;
    private volatile Optional<ClientLink> link = Optional.empty();
    private Optional<String> token = Optional.empty();
    private int turn;
    private volatile boolean ended;
    private volatile Optional<Throwable> failure = Optional.empty();

    /**
     * @param nodes the one that it prefers first
     * @param pause between an acknowledgement and the next message
     * @param bytes about how large a message is
     */
    Talker(String name, List<Node> nodes, Ledger ledger, List<String> channels, Duration pause, int bytes) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.ledger = ledger;
        this.channels = List.copyOf(channels);
        this.pause = pause;
        this.padding = "x".repeat(bytes);
        this.thread = new Thread(this::run, "talker-" + name);
        thread.setDaemon(true);
    }

    /** One with small messages, as fast as {@link #PACE} lets it. */
    Talker(String name, List<Node> nodes, Ledger ledger, String... channels) {
        this(name, nodes, ledger, List.of(channels), PACE, 50);
    }

    /** Begins to talk. */
    Talker start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            for (int number = 1; !ended; number++) {
                ledger.sent();
                publish(channels.get(number % channels.size()), number);
                acknowledged.incrementAndGet();
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException | RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    /** Returns when it is acknowledged. */
    private void publish(String channel, int number) throws InterruptedException {
        String key = name + "#" + number;
        Map<String, Object> data = Map.of("n", number, "t", System.nanoTime(), "text", padding);
        Map<String, Object> message = Map.of("channel", channel, "name", "talk", "key", key, "data", data);
        Backoff backoff = new Backoff();
        Optional<Position> position = attempt(message);
        while (position.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis() / 2);
            position = attempt(message);
        }
        ledger.acknowledged(channel, key, position.get());
    }

    private Optional<Position> attempt(Map<String, Object> message) throws InterruptedException {
        try {
            JsonObject answer = within(open().ask("publish", message));
            if (answer.getString("type").equals("published")) {
                return Optional.of(Position.parse(answer.getString("position")));
            }
            if (!answer.getBoolean("retry", false)) {
                throw new IllegalStateException(name + " was refused: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(answer.getInt("retryAfter", 0));
        } catch (ExecutionException | TimeoutException broken) {
            link.ifPresent(ClientLink::abort);
            link = Optional.empty();
            turn++;
        }
        return Optional.empty();
    }

    private ClientLink open() throws InterruptedException, ExecutionException, TimeoutException {
        if (link.filter(ClientLink::isOpen).isPresent()) {
            return link.get();
        }
        ClientLink opened = within(ClientLink.open(nodes.get(turn % nodes.size()), line -> {}));
        link = Optional.of(opened);
        Map<String, Object> hello = new HashMap<>(Map.of("name", name));
        token.ifPresent(known -> hello.put("token", known));
        token = Optional.of(within(opened.ask("hello", hello)).getString("token"));
        return opened;
    }

    private static <T> T within(java.util.concurrent.Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toMillis() + ThreadLocalRandom.current().nextInt(200), TimeUnit.MILLISECONDS);
    }

    /** Drops the connection, as a lost network does; it will come back. */
    void cut() {
        link.ifPresent(ClientLink::abort);
    }

    /** How many messages were acknowledged. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Waits until so many more messages are acknowledged than now. */
    void awaitMore(int count) {
        int from = acknowledged.get();
        await(name + " gets " + count + " more acknowledged").atMost(BOUND).until(() -> {
            failure.ifPresent(e -> {
                throw new AssertionError(name, e);
            });
            return acknowledged.get() >= from + count;
        });
    }

    /** Says no more, and returns when the last message is acknowledged. */
    void finish() {
        ended = true;
        await(name + " gets the last message acknowledged").atMost(BOUND).until(() -> !thread.isAlive());
        link.ifPresent(ClientLink::close);
        failure.ifPresent(e -> {
            throw new AssertionError(name, e);
        });
    }

    /** Says no more, whatever becomes of the last message. */
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
