package org.backplane.it.wire;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.backplane.it.servers.Node;

/** A client that has said hello; each verb waits for its answer and fails if that is an error. */
public final class WireClient implements AutoCloseable {

    private final Connection connection;
    private final JsonObject welcome;

    private WireClient(Connection connection, JsonObject welcome) {
        this.connection = connection;
        this.welcome = welcome;
    }

    /** Connects a new user. */
    public static WireClient hello(Node node, String name) {
        return hello(node, Map.of("name", name));
    }

    /** Connects with the given fields of {@code hello}; returns when the inbox is subscribed too. */
    public static WireClient hello(Node node, Map<String, ?> fields) {
        return hello(new Connection(node), fields);
    }

    /** Says hello on a connection; returns when the inbox is subscribed too. */
    public static WireClient hello(Connection connection, Map<String, ?> fields) {
        JsonObject welcome = connection.ask("hello", fields);
        WireClient client = new WireClient(connection, expect("welcome", welcome));
        client.received().await("subscribed", "@" + client.user());
        return client;
    }

    /** Connects the same user once more. */
    public WireClient again(Node node) {
        return hello(node, Map.of("name", name(), "token", token()));
    }

    /** The answer to {@code hello}. */
    public JsonObject welcome() {
        return welcome;
    }

    /** Who this client is. */
    public String user() {
        return welcome.getString("user");
    }

    /** How this client is shown. */
    public String name() {
        return welcome.getString("name");
    }

    /** What proves who this client is. */
    public String token() {
        return welcome.getString("token");
    }

    /** Subscribes without a position. */
    public JsonObject subscribe(String channel) {
        return subscribe(channel, Map.of());
    }

    /** Subscribes from a position on. */
    public JsonObject subscribeSince(String channel, String since) {
        return subscribe(channel, Map.of("since", since));
    }

    /** Subscribes with further fields. */
    public JsonObject subscribe(String channel, Map<String, ?> fields) {
        return expect("subscribed", insist("subscribe", with(fields, "channel", channel)));
    }

    /** Publishes data under the name {@code chat} and a new key, and returns its position. */
    public String publish(String channel, Object data) {
        String key = UUID.randomUUID().toString();
        JsonObject answer = insist("publish", Map.of("channel", channel, "name", "chat", "data", data, "key", key));
        return expect("published", answer).getString("position");
    }

    /** Sends a command that may be repeated, and repeats it while Redis is not available; returns the answer, or another error. */
    public JsonObject insist(String type, Map<String, ?> fields) {
        return await("answer to " + type)
                .atMost(Wire.BOUND)
                .pollDelay(Duration.ZERO)
                .until(() -> ask(type, fields), answer -> !answer.getString("code", "")
                        .equals("unavailable"));
    }

    /** Sends a command, and returns its answer or error. */
    public JsonObject ask(String type, Map<String, ?> fields) {
        return connection.ask(type, fields);
    }

    /** The connection below. */
    public Connection connection() {
        return connection;
    }

    /** What the node pushed. */
    public Received received() {
        return connection.received();
    }

    @Override
    public void close() {
        connection.close();
    }

    private static Map<String, Object> with(Map<String, ?> fields, String field, Object value) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put(field, value);
        return all;
    }

    private static JsonObject expect(String type, JsonObject answer) {
        if (!type.equals(answer.getString("type"))) {
            throw new AssertionError("Expected " + type + ", got " + answer);
        }
        return answer;
    }
}
