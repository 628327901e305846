package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.ClientLink;

/**
 * A witness: a client by the protocol, who comes back with jittered back-off to any node that answers, resumes where it was,
 * and keeps a {@link Diary} of every channel. A thread of its own connects; any thread may ask.
 */
final class RecordingClient implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final List<Node> nodes;
    private final Ledger ledger;
    private final Map<String, Diary> diaries = new ConcurrentHashMap<>();
    private final Queue<JsonObject> presence = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> closeCodes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isPresent;
    private volatile Consumer<JsonObject> observer = line -> {};
    private volatile Optional<ClientLink> link = Optional.empty();
    private volatile Optional<JsonObject> welcome = Optional.empty();
    private volatile boolean ended;

    /** @param nodes the one that it prefers first */
    RecordingClient(String name, List<Node> nodes, Ledger ledger, Collection<String> channels) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.ledger = ledger;
        channels.forEach(channel -> diaries.put(channel, new Diary(channel, ledger)));
        this.thread = new Thread(this::run, "witness-" + name);
        thread.setDaemon(true);
    }

    /** The same user once more, not connected yet; it remembers nothing. */
    RecordingClient again(List<Node> elsewhere) {
        RecordingClient other = new RecordingClient(name, elsewhere, ledger, diaries.keySet());
        other.welcome = welcome;
        return other;
    }

    /** Is a member of its channels, and hears of the others. Before {@link #start()}. */
    RecordingClient present() {
        isPresent = true;
        return this;
    }

    /** Shows every live message to somebody. Before {@link #start()}. */
    RecordingClient observed(Consumer<JsonObject> newObserver) {
        observer = newObserver;
        return this;
    }

    /** Connects, and returns when all channels are subscribed. */
    RecordingClient start() {
        thread.start();
        awaitSubscribed();
        return this;
    }

    /** Waits until it knows its position in every channel. */
    void awaitSubscribed() {
        await(name + " is subscribed")
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> diaries.values().stream()
                        .allMatch(diary -> diary.since().isPresent()));
    }

    private void run() {
        Backoff backoff = new Backoff();
        while (!ended) {
            try {
                stay(nodes.get(turn.getAndIncrement() % nodes.size()), backoff);
                if (!ended) {
                    TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Connects to a node, and returns when that connection is over. */
    private void stay(Node node, Backoff backoff) throws InterruptedException {
        try {
            CompletableFuture<ClientLink> opening = new CompletableFuture<>();
            ClientLink opened = ClientLink.open(node, line -> take(opening.join(), line))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            link = Optional.of(opened);
            opening.complete(opened);
            JsonObject answer = opened.ask("hello", hello()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            welcome = Optional.of(answer);
            connections.incrementAndGet();
            backoff.reset();
            diaries.keySet().forEach(channel -> subscribe(opened, channel));
            awaitEnd(opened, Duration.ofMillis(2L * answer.getInt("ping")));
        } catch (ExecutionException | TimeoutException nobodyThere) {
            link.ifPresent(ClientLink::abort);
        }
    }

    private void awaitEnd(ClientLink opened, Duration idle) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                closeCodes.add(opened.closed().get(500, TimeUnit.MILLISECONDS));
                return;
            } catch (TimeoutException stillOpen) {
                if (opened.silence().compareTo(idle) > 0) {
                    opened.abort();
                    return;
                }
            }
        }
    }

    private Map<String, Object> hello() {
        Map<String, Object> fields = new HashMap<>(Map.of("name", name));
        welcome.ifPresent(before -> fields.put("token", before.getString("token")));
        return fields;
    }

    private void subscribe(ClientLink opened, String channel) {
        Map<String, Object> fields = new HashMap<>(Map.of("channel", channel, "presence", isPresent));
        diary(channel).since().ifPresent(since -> fields.put("since", since));
        opened.send("subscribe", fields, "s:" + channel);
    }

    private void take(ClientLink from, JsonObject line) {
        String channel = line.getString("channel", "");
        switch (line.getString("type")) {
            case "subscribed" -> subscribed(from, line);
            case "message" ->
                ifMine(channel, diary -> {
                    diary.message(line);
                    observer.accept(line);
                });
            case "reset" -> {
                ifMine(channel, diary -> diary.reset(line));
                reload(from, channel);
            }
            case "joined", "left", "count" -> presence.add(line);
            case "error" -> retry(from, line);
            default -> {
                // Nothing that is remembered.
            }
        }
    }

    private void subscribed(ClientLink from, JsonObject line) {
        String channel = line.getString("channel");
        ifMine(channel, diary -> {
            if (!diary.subscribed(line)) {
                reload(from, channel);
            }
        });
    }

    private void ifMine(String channel, Consumer<Diary> action) {
        Optional.ofNullable(diaries.get(channel)).ifPresent(action);
    }

    private void retry(ClientLink from, JsonObject error) {
        String id = error.getOrDefault("id", JsonValue.NULL).toString().replace("\"", "");
        if (id.startsWith("s:") && error.getBoolean("retry")) {
            int millis = Math.max(300, error.getInt("retryAfter", 0));
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                    .execute(() -> subscribe(from, id.substring(2)));
        }
    }

    /** Reads history backwards, as a client does that was told to reload. */
    private void reload(ClientLink from, String channel) {
        page(from, channel, Map.of("channel", channel, "limit", 100));
    }

    private void page(ClientLink from, String channel, Map<String, Object> request) {
        CompletableFuture<?> unused = from.ask("history", request).thenAccept(answer -> {
            if (answer.getString("type").equals("error")) {
                int millis = Math.max(300, answer.getInt("retryAfter", 0));
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                        .execute(() -> page(from, channel, request));
                return;
            }
            List<JsonObject> messages = answer.getJsonArray("messages").getValuesAs(JsonObject.class);
            diary(channel).reloaded(messages);
            if (answer.getBoolean("more") && !messages.isEmpty()) {
                String before = messages.get(0).getString("position");
                page(from, channel, Map.of("channel", channel, "limit", 100, "before", before));
            }
        });
    }

    private Diary diary(String channel) {
        return Optional.ofNullable(diaries.get(channel)).orElseThrow();
    }

    /** Drops the connection, as a lost network does. */
    void cut() {
        link.ifPresent(ClientLink::abort);
    }

    /** Changes to one of its nodes unless it is there, and returns when that has welcomed it. */
    void moveTo(Node node) {
        await(name + " moves to " + node.name())
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    boolean there = welcome.orElseThrow().getString("node").equals(node.name());
                    if (isConnected() && !there) {
                        turn.set(nodes.indexOf(node));
                        cut();
                    }
                    return isConnected() && there;
                });
    }

    /** Whether a connection is open now. */
    boolean isConnected() {
        return link.filter(ClientLink::isOpen).isPresent();
    }

    /** How often it was welcomed. */
    int connections() {
        return connections.get();
    }

    /** Why its connections ended. */
    List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    /** Who it is, by its latest welcome. */
    String user() {
        return welcome.orElseThrow().getString("user");
    }

    /** What it was told of members. */
    List<JsonObject> presence() {
        return List.copyOf(presence);
    }

    /** What is wrong so far. */
    Verdict verdict() {
        return Verdict.of(diaries.values().stream().map(Diary::verdict).toList());
    }

    /** Waits until every acknowledged message has come or was told to be gone; gives up after a while. */
    void awaitAll() {
        try {
            await(name + " has seen all").atMost(BOUND).until(() -> verdict().lost() == 0);
        } catch (ConditionTimeoutException incomplete) {
            // The verdict says what is missing.
        }
    }

    /** As {@link #awaitAll()}; fails if anything is lost, doubled or out of order. */
    Verdict awaitClean() {
        awaitAll();
        Verdict verdict = verdict();
        assertThat(verdict.isClean())
                .as("%s: %s, %s, closed with %s", name, verdict, complaints(), closeCodes)
                .isTrue();
        return verdict;
    }

    /** What was wrong, for people. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        diaries.values().forEach(diary -> all.addAll(diary.complaints()));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Leaves in good manners, and does not come back. */
    @Override
    public void close() {
        ended = true;
        link.ifPresent(ClientLink::close);
        thread.interrupt();
    }
}
