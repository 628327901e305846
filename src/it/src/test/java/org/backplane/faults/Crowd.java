package org.backplane.faults;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.ClientLink;
import org.backplane.it.wire.WireClient;
import org.backplane.message.Position;

/** Many connections of some users with one channel in common, who come and go all at once. Used by one thread. */
final class Crowd implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PAUSE_MILLIS = 300;

    private final Node node;
    private final String channel;
    private final List<Face> faces;
    private final AtomicInteger wrong = new AtomicInteger();

    /** @param each how many connections each user has */
    Crowd(Node node, String channel, int users, int each) {
        this.node = node;
        this.channel = channel;
        this.faces = IntStream.range(0, users)
                .mapToObj(user -> introduce(node))
                .flatMap(token -> IntStream.range(0, each).mapToObj(i -> new Face(token)))
                .toList();
    }

    /** Makes the node know a user. */
    private static String introduce(Node node) {
        try (WireClient user = WireClient.hello(node, "face")) {
            return user.token();
        }
    }

    /** All connect at once, with the position they have; returns when all are subscribed. */
    void comes() {
        List<CompletableFuture<Void>> coming = faces.stream().map(Face::comes).toList();
        coming.forEach(one -> Await.done(one, "one of a crowd"));
    }

    /** All drop their connections at once. */
    void goes() {
        faces.forEach(face -> face.link.ifPresent(ClientLink::abort));
    }

    /** Waits until everybody has seen what stands at a position. */
    void awaitSeen(String position) {
        await("all have seen " + position).atMost(BOUND).until(() -> faces.stream()
                .allMatch(face -> face.since.filter(position::equals).isPresent()));
    }

    /** How many messages came to anybody out of their turn, and how often anybody was told to reload. */
    int wrong() {
        return wrong.get();
    }

    @Override
    public void close() {
        goes();
    }

    private final class Face {

        private volatile Optional<ClientLink> link = Optional.empty();
        private final Map<String, String> hello;
        private volatile Optional<String> since = Optional.empty();
        private CompletableFuture<Void> subscribed = new CompletableFuture<>();

        Face(String token) {
            hello = Map.of("name", "face", "token", token);
        }

        CompletableFuture<Void> comes() {
            subscribed = new CompletableFuture<>();
            return ClientLink.open(node, BOUND, this::take).thenCompose(opened -> {
                link = Optional.of(opened);
                return opened.ask("hello", hello).thenCompose(welcome -> {
                    subscribe(opened);
                    return subscribed;
                });
            });
        }

        private void subscribe(ClientLink opened) {
            Map<String, Object> fields = new HashMap<>(Map.of("channel", channel));
            since.ifPresent(position -> fields.put("since", position));
            opened.send("subscribe", fields, "s");
        }

        private void take(JsonObject line) {
            if (line.getBoolean("retry", false)) {
                int millis = Math.max(PAUSE_MILLIS, line.getInt("retryAfter", 0));
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                        .execute(() -> subscribe(link.orElseThrow()));
                return;
            }
            if (!line.getString("channel", "").equals(channel)) {
                return;
            }
            switch (line.getString("type")) {
                case "subscribed" -> subscribed(line);
                case "message" -> message(line);
                default -> wrong.incrementAndGet();
            }
        }

        private void subscribed(JsonObject answer) {
            if (!answer.getBoolean("recovered")) {
                wrong.incrementAndGet();
            }
            answer.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(this::message);
            since = Optional.of(answer.getString("position"));
            subscribed.complete(null);
        }

        private void message(JsonObject message) {
            String position = message.getString("position");
            long offset = Position.parse(position).offset();
            if (since.filter(last -> Position.parse(last).offset() + 1 != offset)
                    .isPresent()) {
                wrong.incrementAndGet();
            }
            since = Optional.of(position);
        }
    }
}
