package org.backplane.hub;

import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Request;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;

/** A client of a hub under test: sends commands and reads the lines that it receives. */
public final class TestClient {

    private final FakeTransport transport;
    private final Connection connection;
    private int ids;

    private TestClient(FakeTransport transport, Connection connection) {
        this.transport = transport;
        this.connection = connection;
    }

    /** Connects without a hello. */
    public static TestClient silent(Hub hub) {
        return silent(hub, new FakeTransport(), Identity.ANONYMOUS);
    }

    public static TestClient silent(Hub hub, FakeTransport transport, Identity identity) {
        return new TestClient(transport, hub.open(transport, identity));
    }

    /** Connects, sends hello and waits until it is welcomed and subscribed to its inbox. */
    public static TestClient named(Hub hub, String name) {
        TestClient client = silent(hub);
        client.answer(new Command.Hello(Optional.of(new DisplayName(name)), Optional.empty(), Optional.empty()));
        client.await("subscribed");
        return client;
    }

    /** Connects as the same user. */
    public TestClient again(Hub hub, Optional<Position> since) {
        TestClient client = silent(hub);
        client.answer(new Command.Hello(Optional.empty(), Optional.of(token()), since));
        return client;
    }

    public FakeTransport transport() {
        return transport;
    }

    public Connection connection() {
        return connection;
    }

    public String token() {
        return await("welcome").requiredString("token");
    }

    public String user() {
        return await("welcome").requiredString("user");
    }

    /** Sends a command without waiting, and returns its id. */
    public String ask(Command command) {
        String id = Integer.toString(++ids);
        connection.accept(new Request(Optional.of(new JsonText(id)), command));
        return id;
    }

    /** Sends a command and waits for the answer. */
    public JsonObject answer(Command command) {
        return answerTo(ask(command));
    }

    public JsonObject answerTo(String id) {
        return await(
                "an answer to " + id,
                line -> line.value("id").filter(new JsonText(id)::equals).isPresent());
    }

    public JsonObject subscribe(ChannelName channel) {
        return answer(new Command.Subscribe(channel, Optional.empty(), false));
    }

    public JsonObject subscribeSince(ChannelName channel, Position since) {
        return answer(new Command.Subscribe(channel, Optional.of(since), false));
    }

    public JsonObject watch(ChannelName channel) {
        return answer(new Command.Subscribe(channel, Optional.empty(), true));
    }

    public JsonObject publish(ChannelName channel, String text) {
        return answer(new Command.Publish(channel, Content.of("chat", JsonText.ofString(text)), true));
    }

    /** Waits for the first line of that type. */
    public JsonObject await(String type) {
        return await(
                "a line of type " + type, line -> line.requiredString("type").equals(type));
    }

    public JsonObject await(String what, Predicate<JsonObject> wanted) {
        eventually(what, () -> lines().stream().anyMatch(wanted));
        return lines().stream().filter(wanted).findFirst().orElseThrow();
    }

    public CloseReason awaitClose() {
        eventually("the end of the connection", transport::isClosed);
        return transport.closeReason();
    }

    /** All lines so far. */
    public List<JsonObject> lines() {
        return transport.frames().stream()
                .flatMap(String::lines)
                .map(JsonObject::parse)
                .toList();
    }

    public List<JsonObject> lines(String type) {
        return lines().stream()
                .filter(line -> line.requiredString("type").equals(type))
                .toList();
    }

    /** The data of all messages of a channel so far, those in answers to subscribes included, in order. */
    public List<String> data(ChannelName channel) {
        return lines().stream()
                .filter(line ->
                        line.string("channel").filter(channel.value()::equals).isPresent())
                .flatMap(TestClient::messages)
                .map(message -> message.value("data").orElseThrow())
                .map(data -> data.isString() ? data.asString() : data.value())
                .toList();
    }

    private static Stream<JsonObject> messages(JsonObject line) {
        return switch (line.requiredString("type")) {
            case "message" -> Stream.of(line);
            case "subscribed" -> elements(line.value("messages").orElseThrow()).stream();
            default -> Stream.of();
        };
    }

    /** The objects of an array whose elements are messages. */
    public static List<JsonObject> elements(JsonText array) {
        String inner = array.value().substring(1, array.value().length() - 1);
        return inner.isEmpty()
                ? List.of()
                : Stream.of(inner.split(",(?=\\{\"type\":\"message\")"))
                        .map(JsonObject::parse)
                        .toList();
    }
}
