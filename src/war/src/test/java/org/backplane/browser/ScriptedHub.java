package org.backplane.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocketRoute;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a page takes for a server: it says what a test wants, as fast as it wants, and refuses what it wants. */
final class ScriptedHub {

    /** Where its pages are. */
    static final String BASE = "http://backplane.test/any/root/";

    private static final int PATIENCE = 15_000;
    private static final int FRAME = 100;
    private static final Instant BEGINNING = Instant.parse("2026-11-20T08:00:00Z");

    private final Page page;
    private final List<JsonObject> log = new ArrayList<>();
    private final Map<String, Function<JsonObject, JsonObjectBuilder>> answers = Map.of(
            "hello", this::welcome,
            "subscribe", this::subscribed,
            "history", this::history,
            "publish", this::published);

    private final List<JsonObject> members = new ArrayList<>();
    private JsonObject state = JsonValue.EMPTY_JSON_OBJECT;
    private String refusal = "";
    private Optional<String> login = Optional.empty();
    private Optional<WebSocketRoute> socket = Optional.empty();

    ScriptedHub(Page page) {
        this.page = page;
        page.setDefaultTimeout(PATIENCE);
        TestFiles.serveWebapp(page, BASE);
        page.route(
                BASE + "node.css*",
                route -> route.fulfill(new FulfillOptions()
                        .setContentType("text/css")
                        .setBody(":root{--background:url(\"looks/forest.svg\")}")));
        page.route(BASE + "logout", route -> route.fulfill(new FulfillOptions().setStatus(204)));
        page.routeWebSocket(BASE.replace("http:", "ws:") + "hub", this::open);
    }

    /** Opens the chat page in the channel {@code home}. */
    void visit() {
        visit("home");
    }

    /** Opens the chat page in these channels; only in {@code home} is anything said. */
    void visit(String channels) {
        page.navigate(BASE + "index.html#" + channels);
        page.waitForSelector("#server[data-state=open]");
    }

    /** What was said before the page came. */
    ScriptedHub withHistory(int count) {
        for (int i = 0; i < count; i++) {
            next("~bob", "Bob", "chat", Json.createValue("message " + log.size()));
        }
        return this;
    }

    /** What the channel's documents are when the page comes. */
    ScriptedHub withState(JsonObject documents) {
        state = documents;
        return this;
    }

    /** Who is in every channel. */
    ScriptedHub withMembers(String... names) {
        for (String name : names) {
            members.add(Json.createObjectBuilder()
                    .add("user", "~" + name.hashCode())
                    .add("name", name)
                    .add("verified", false)
                    .add("connections", 1)
                    .add("nodes", Json.createArrayBuilder().add("b"))
                    .build());
        }
        return this;
    }

    /** Takes the page for that user's, who has logged in. */
    ScriptedHub withLogin(String user) {
        login = Optional.of(user);
        return this;
    }

    /** Ends the connection. */
    void dismiss(int code, String reason) {
        socket.orElseThrow()
                .close(new WebSocketRoute.CloseOptions().setCode(code).setReason(reason));
    }

    /** Says so many messages, 100 in a frame. */
    void flood(int count) {
        for (int said = 0; said < count; said += FRAME) {
            List<JsonObject> lines = new ArrayList<>();
            for (int i = said; i < Math.min(count, said + FRAME); i++) {
                lines.add(next("~bob", "Bob", "chat", Json.createValue("message " + log.size())));
            }
            send(lines.stream().map(JsonObject::toString).collect(Collectors.joining("\n")));
        }
    }

    /** Says one message of anybody. */
    void say(String user, String name, String kind, JsonValue data) {
        send(next(user, name, kind, data).toString());
    }

    /** Answers what is published from now on with this error; with an empty one it takes it again. */
    void refuse(String code) {
        refusal = code;
    }

    /** The data of the last message, as the page sent it. */
    JsonObject last() {
        return log.get(log.size() - 1);
    }

    private void send(String frame) {
        socket.orElseThrow().send(frame);
    }

    private void open(WebSocketRoute opened) {
        socket = Optional.of(opened);
        opened.onMessage(frame -> {
            JsonObject command = parse(frame.text());
            Function<JsonObject, JsonObjectBuilder> answer = answers.get(command.getString("type"));
            if (answer != null) {
                JsonObjectBuilder line = answer.apply(command);
                Optional.ofNullable(command.get("id")).ifPresent(id -> line.add("id", id));
                send(line.build().toString());
            }
            if (command.getString("type").equals("hello")) {
                opened.send(subscribed(Json.createObjectBuilder()
                                .add("channel", "@" + login.orElse("~me"))
                                .build())
                        .build()
                        .toString());
            }
        });
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private JsonObjectBuilder welcome(JsonObject command) {
        return Json.createObjectBuilder()
                .add("type", "welcome")
                .add("connection", "c1")
                .add("user", login.orElse("~me"))
                .add("name", command.getString("name", "Me"))
                .add("verified", login.isPresent())
                .add("node", "a")
                .add("ping", 25_000)
                .add("maxBytes", 32_768);
    }

    private JsonObjectBuilder subscribed(JsonObject command) {
        return Json.createObjectBuilder()
                .add("type", "subscribed")
                .add("channel", command.getString("channel"))
                .add("position", "e:" + log.size())
                .add("recovered", true)
                .add("messages", JsonValue.EMPTY_JSON_ARRAY)
                .add("count", members.size())
                .add("members", Json.createArrayBuilder(members))
                .add("state", state);
    }

    private JsonObjectBuilder history(JsonObject command) {
        boolean isSilent = !command.getString("channel").equals("home");
        String before = command.getString("before", "e:" + (log.size() + 1));
        int to = isSilent ? 0 : Integer.parseInt(before.substring(2)) - 1;
        int from = Math.max(0, to - command.getInt("limit", 50));
        return Json.createObjectBuilder()
                .add("type", "history")
                .add("channel", command.getString("channel"))
                .add("messages", Json.createArrayBuilder(log.subList(from, to)))
                .add("more", from > 0);
    }

    private JsonObjectBuilder published(JsonObject command) {
        if (!refusal.isEmpty()) {
            return Json.createObjectBuilder()
                    .add("type", "error")
                    .add("code", refusal)
                    .add("message", "not today")
                    .add("retry", false);
        }
        if (command.getBoolean("keep", true)) {
            JsonObject message =
                    next("~me", "Me", command.getString("name"), command.getOrDefault("data", JsonValue.NULL));
            JsonObjectBuilder echo = Json.createObjectBuilder(message);
            send(echo.add("key", command.getString("key")).build().toString());
        }
        return Json.createObjectBuilder()
                .add("type", "published")
                .add("channel", command.getString("channel"))
                .add("position", "e:" + log.size());
    }

    private JsonObject next(String user, String name, String kind, JsonValue data) {
        int number = log.size() + 1;
        JsonObject message = Json.createObjectBuilder()
                .add("type", "message")
                .add("channel", "home")
                .add("position", "e:" + number)
                .add("id", "m" + number)
                .add("name", kind)
                .add(
                        "from",
                        Json.createObjectBuilder()
                                .add("user", user)
                                .add("name", name)
                                .add("verified", !user.startsWith("~"))
                                .add("connection", "c"))
                .add("at", BEGINNING.plusSeconds(number).toString())
                .add("data", data)
                .build();
        log.add(message);
        return message;
    }
}
