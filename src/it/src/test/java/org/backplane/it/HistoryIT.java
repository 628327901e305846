package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The past of a channel, page by page, the same on both servers. */
@Tag("hub")
@TwoServersTest
class HistoryIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void pagesLeadBackToTheFirstMessage() {
        String channel = Fresh.channel("past");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            IntStream.range(0, 120)
                    .mapToObj(i ->
                            ada.connection().askAsync("publish", Map.of("channel", channel, "name", "chat", "data", i)))
                    .toList()
                    .forEach(answer -> Await.done(answer, "published"));
            JsonObject page = bob.ask("history", Map.of("channel", channel, "limit", 50));
            assertThat(data(page)).isEqualTo(numbers(70, 120));
            assertThat(page.getBoolean("more")).isTrue();
            JsonObject middle = bob.ask("history", before(channel, page));
            assertThat(data(middle)).isEqualTo(numbers(20, 70));
            JsonObject first = ada.ask("history", before(channel, middle));
            assertThat(data(first)).isEqualTo(numbers(0, 20));
            assertThat(first.getBoolean("more")).isFalse();
        }
    }

    @Test
    void newcomerStartsAtTheTopAndReadsThePastWhenHeWants() {
        String channel = Fresh.channel("newcomer");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            String position = ada.publish(channel, 1);
            JsonObject answer = bob.subscribe(channel);
            assertThat(answer.getBoolean("recovered")).isTrue();
            assertThat(answer.getBoolean("more")).isFalse();
            assertThat(answer.getJsonArray("messages")).isEmpty();
            assertThat(answer.getString("position")).isEqualTo(position);
            assertThat(data(bob.ask("history", Map.of("channel", channel)))).containsExactly(1);
        }
    }

    @Test
    void channelThatNobodyEverUsedHasNoPast() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            JsonObject page = ada.ask("history", Map.of("channel", Fresh.channel("empty")));
            assertThat(page.getJsonArray("messages")).isEmpty();
            assertThat(page.getBoolean("more")).isFalse();
        }
    }

    @Test
    void pageOfMoreThanAHundredIsRefused() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            for (int limit : new int[] {0, -1, 101}) {
                JsonObject error = ada.ask("history", Map.of("channel", "home", "limit", limit));
                assertThat(error.getString("code")).as("limit " + limit).isEqualTo("bad-request");
            }
        }
    }

    private static Map<String, Object> before(String channel, JsonObject page) {
        String position = page.getJsonArray("messages").getJsonObject(0).getString("position");
        return Map.of("channel", channel, "limit", 50, "before", position);
    }

    private static List<Integer> data(JsonObject page) {
        Stream<JsonObject> messages = page.getJsonArray("messages").getValuesAs(JsonObject.class).stream();
        return new ArrayList<>(messages.map(message -> message.getInt("data")).toList());
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
