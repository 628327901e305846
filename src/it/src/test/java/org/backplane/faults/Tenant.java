package org.backplane.faults;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.ClientLink;
import org.backplane.message.Position;

/**
 * One user and the channel of that user: says numbers, each again under its key until it is acknowledged, and expects to
 * hear them in their order. Thread-safe: one lock, which is not held while anything is waited for.
 */
final class Tenant implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FLOODING = 4029;
    private static final String SUBSCRIBE = "s";
    private static final String UNAVAILABLE = "unavailable";

    private final String channel;
    private final Consumer<String> complaints;
    private final Backoff backoff = new Backoff();
    private final Set<Integer> unacknowledged = new TreeSet<>();
    private final List<Integer> heard = new ArrayList<>();
    private Optional<Node> node = Optional.empty();
    private Optional<Node> connectedTo = Optional.empty();
    private Optional<Node> subscribedOn = Optional.empty();
    private Optional<ClientLink> link = Optional.empty();
    private Optional<String> token = Optional.empty();
    private Optional<String> since = Optional.empty();
    private int said;
    private boolean ended;

    /** @param complaints is told what is not as it should be */
    Tenant(String channel, Consumer<String> complaints) {
        this.channel = channel;
        this.complaints = complaints;
    }

    synchronized void moveTo(Node other) {
        node = Optional.of(other);
    }

    synchronized void connect() {
        if (ended) {
            return;
        }
        Node target = node.orElseThrow();
        watch(ClientLink.open(target, PATIENCE, this::take).whenComplete((opened, failure) -> {
            if (failure == null) {
                connected(opened, target);
            } else {
                later(this::connect);
            }
        }));
    }

    private synchronized void connected(ClientLink opened, Node target) {
        link = Optional.of(opened);
        connectedTo = Optional.of(target);
        watch(opened.closed().thenAccept(code -> lost(opened, code)));
        Map<String, Object> hello = new HashMap<>(Map.of("name", "tenant"));
        token.ifPresent(known -> hello.put("token", known));
        watch(opened.ask("hello", hello).thenAccept(welcome -> subscribe(opened, welcome)));
    }

    /** What fails because there is no connection is done again with the next one; nothing else may fail. */
    private void watch(CompletionStage<?> step) {
        step.whenComplete((done, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause != null && !(cause instanceof IOException)) {
                complain("failed: " + cause);
            }
        });
    }

    private synchronized void subscribe(ClientLink opened, JsonObject welcome) {
        if (expect("welcome", welcome)) {
            token = Optional.of(welcome.getString("token"));
            subscribe(opened);
        }
    }

    private synchronized void subscribe(ClientLink opened) {
        Map<String, Object> fields = new HashMap<>(Map.of("channel", channel));
        since.ifPresent(position -> fields.put("since", position));
        opened.send("subscribe", fields, SUBSCRIBE);
    }

    private void subscribed(JsonObject answer) {
        if (!answer.getBoolean("recovered")) {
            complain("was told that messages are gone");
        }
        backoff.reset();
        answer.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(this::message);
        since = Optional.of(answer.getString("position"));
        subscribedOn = connectedTo;
        List.copyOf(unacknowledged).forEach(number -> publish(link.orElseThrow(), number));
    }

    private synchronized void lost(ClientLink old, int code) {
        if (code == FLOODING) {
            complain("was closed with " + FLOODING);
        }
        if (link.filter(old::equals).isPresent()) {
            subscribedOn = Optional.empty();
            later(this::connect);
        }
    }

    private synchronized void later(Runnable task) {
        if (!ended) {
            CompletableFuture.delayedExecutor(backoff.next().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(task);
        }
    }

    /** Says the next number. */
    synchronized void say() {
        int number = ++said;
        unacknowledged.add(number);
        if (subscribedOn.isPresent()) {
            publish(link.orElseThrow(), number);
        }
    }

    private void publish(ClientLink opened, int number) {
        Map<String, Object> message =
                Map.of("channel", channel, "name", "chat", "data", number, "key", channel + "#" + number);
        watch(opened.ask("publish", message).thenAccept(answer -> published(opened, number, answer)));
    }

    private synchronized void published(ClientLink opened, int number, JsonObject answer) {
        if (answer.getString("code", "").equals(UNAVAILABLE)) {
            later(() -> publish(opened, number));
        } else if (expect("published", answer)) {
            unacknowledged.remove(number);
        }
    }

    /** What comes is handed over in its order, the answer to the subscribe before the messages that follow it. */
    private synchronized void take(JsonObject line) {
        boolean isMine = line.getString("channel", "").equals(channel);
        String type = line.getString("type");
        if (isMine && type.equals("subscribed")) {
            subscribed(line);
        } else if (isMine && type.equals("message")) {
            message(line);
        } else if (line.getString("code", "").equals(UNAVAILABLE)) {
            ClientLink open = link.orElseThrow();
            later(() -> subscribe(open));
        } else if (isMine || type.equals("error")) {
            complain("was told " + line);
        }
    }

    private void message(JsonObject message) {
        String position = message.getString("position");
        long offset = Position.parse(position).offset();
        if (since.filter(last -> Position.parse(last).offset() + 1 != offset).isPresent()) {
            complain("heard " + position + " after " + since.get());
        }
        since = Optional.of(position);
        int number = message.getInt("data");
        if (number != heard.size() + 1) {
            complain("heard number " + number + " after " + heard);
        }
        heard.add(number);
    }

    private boolean expect(String type, JsonObject answer) {
        if (answer.getString("type").equals(type)) {
            return true;
        }
        complain("was answered " + answer);
        return false;
    }

    private void complain(String what) {
        complaints.accept(channel + " " + what);
    }

    /** Whether it is subscribed on the node that it was to move to last. */
    synchronized boolean isBack() {
        return subscribedOn.isPresent() && subscribedOn.equals(node);
    }

    /** Whether all that it said is acknowledged, and was heard. */
    synchronized boolean hasHeardAll() {
        return unacknowledged.isEmpty() && heard.size() >= said;
    }

    @Override
    public synchronized void close() {
        ended = true;
        link.ifPresent(ClientLink::close);
    }
}
