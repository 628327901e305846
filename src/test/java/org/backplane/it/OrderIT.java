package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.it.cluster.Cluster;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** Many publishers on both servers: everybody hears everything once, in one order. */
@ClusterTest
class OrderIT {

    private static final int PUBLISHERS = 8;
    private static final int EACH = 625;

    @ArquillianResource
    private Cluster cluster;

    @Test
    void fiveThousandMessagesOfEightPublishersArriveEverywhereOnceAndInOneOrder() {
        String channel = Fresh.channel("order");
        List<WireClient> listeners = connect(4);
        List<WireClient> publishers = connect(PUBLISHERS);
        try {
            listeners.forEach(listener -> listener.subscribe(channel));
            List<String> sent = publish(publishers, channel);
            for (WireClient listener : listeners) {
                assertThat(Tally.of(sent, heard(listener, channel))).isEqualTo(Tally.perfect(PUBLISHERS * EACH));
            }
            assertThat(inversions(sent)).isZero();
        } finally {
            publishers.forEach(WireClient::close);
            listeners.forEach(WireClient::close);
        }
    }

    /** Clients on both servers in turn. */
    private List<WireClient> connect(int count) {
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(WireClient.hello(cluster.nodes().get(i % 2), "Client " + i));
        }
        return clients;
    }

    /** Publishes from all at once, and returns what was acknowledged, in the order of the positions. */
    private static List<String> publish(List<WireClient> publishers, String channel) {
        Map<String, CompletableFuture<JsonObject>> answers = new HashMap<>();
        for (int number = 0; number < EACH; number++) {
            for (int publisher = 0; publisher < publishers.size(); publisher++) {
                String data = publisher + ":" + number;
                answers.put(
                        data,
                        publishers
                                .get(publisher)
                                .connection()
                                .askAsync("publish", Map.of("channel", channel, "name", "chat", "data", data)));
            }
        }
        Map<String, Long> offsets = new HashMap<>();
        answers.forEach((data, answer) -> offsets.put(data, offset(Await.done(answer, "answer to " + data))));
        return offsets.keySet().stream()
                .sorted(Comparator.comparing(offsets::get))
                .toList();
    }

    private static List<String> heard(WireClient listener, String channel) {
        return listener.received().awaitAtLeast("message", channel, PUBLISHERS * EACH).stream()
                .map(message -> message.getString("data"))
                .toList();
    }

    /** How often a message of a publisher stands before an earlier one of the same publisher. */
    private static int inversions(List<String> sent) {
        int[] next = new int[PUBLISHERS];
        int inversions = 0;
        for (String data : sent) {
            String[] parts = data.split(":", 2);
            int publisher = Integer.parseInt(parts[0]);
            inversions += Integer.parseInt(parts[1]) == next[publisher]++ ? 0 : 1;
        }
        return inversions;
    }

    /** Clients take positions as they are; a test may look inside. */
    private static long offset(JsonObject published) {
        String position = published.getString("position");
        return Long.parseLong(position.substring(position.lastIndexOf(':') + 1));
    }
}
