package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many publishers on both servers: everybody hears everything once, in one order. */
@Tag("hub")
@Tag("two-kinds")
@TwoServersTest
class OrderIT {

    private static final int PUBLISHERS = 8;
    private static final int EACH = 625;

    private final Set<Integer> repeating = new HashSet<>();

    @ArquillianResource
    private TwoServers servers;

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
            clients.add(WireClient.hello(servers.nodes().get(i % 2), "Client " + i));
        }
        return clients;
    }

    /** Publishes from all at once, and returns what was acknowledged, in the order of the positions. */
    private List<String> publish(List<WireClient> publishers, String channel) {
        Map<String, CompletableFuture<JsonObject>> answers = new HashMap<>();
        for (int number = 0; number < EACH; number++) {
            for (int publisher = 0; publisher < publishers.size(); publisher++) {
                String data = publisher + ":" + number;
                answers.put(data, publishers.get(publisher).connection().askAsync("publish", message(channel, data)));
            }
        }
        Map<String, Long> offsets = new HashMap<>();
        answers.forEach((data, answer) -> {
            JsonObject published = Await.done(answer, "answer to " + data);
            if (published.getBoolean("retry", false)) {
                int publisher = publisher(data);
                repeating.add(publisher);
                published = publishers.get(publisher).insist("publish", message(channel, data));
            }
            offsets.put(data, offset(published));
        });
        return offsets.keySet().stream()
                .sorted(Comparator.comparing(offsets::get))
                .toList();
    }

    private static List<String> heard(WireClient listener, String channel) {
        return listener.received().awaitAtLeast("message", channel, PUBLISHERS * EACH).stream()
                .map(message -> message.getString("data"))
                .toList();
    }

    private static Map<String, String> message(String channel, String data) {
        return Map.of("channel", channel, "name", "chat", "data", data, "key", data);
    }

    private static int publisher(String data) {
        return Integer.parseInt(data.split(":", 2)[0]);
    }

    /**
     * How often a message of a publisher stands before an earlier one of the same publisher. Who had to repeat one that Redis
     * was too slow for has sent it later.
     */
    private int inversions(List<String> sent) {
        int[] next = new int[PUBLISHERS];
        int inversions = 0;
        for (String data : sent) {
            int number = Integer.parseInt(data.split(":", 2)[1]);
            int publisher = publisher(data);
            boolean inTurn = number == next[publisher]++;
            inversions += inTurn || repeating.contains(publisher) ? 0 : 1;
        }
        return inversions;
    }

    /** Clients take positions as they are; a test may look inside. */
    private static long offset(JsonObject published) {
        String position = published.getString("position");
        return Long.parseLong(position.substring(position.lastIndexOf(':') + 1));
    }
}
