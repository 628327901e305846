package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.backplane.it.wire.Await;
import org.junit.jupiter.api.Test;

/** Two thousand clients that lose their connections at the same moment and come back at the same moment. */
@FaultTest
class ReconnectStormIT {

    private static final int CLIENTS = 2_000;
    private static final int EACH = 20;
    private static final int USERS = CLIENTS / EACH;
    private static final int HANDFUL = 50;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

    private final FaultServers servers;
    private final String channel = "storm-" + UUID.randomUUID();
    private int published;

    ReconnectStormIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void thousandsThatComeBackAtOnceGetWhatTheyMissedFromTheNode() {
        try (Crowd crowd = new Crowd(servers.a().node(), channel, USERS, EACH);
                ImpatientClient speaker = new ImpatientClient(servers.b().node())) {
            publish(speaker);
            awaitNobody();
            crowd.comes();
            crowd.awaitSeen(publish(speaker));
            crowd.goes();
            awaitNobody();
            String missed = publish(speaker);
            Map<String, Long> before = calls();

            crowd.comes();

            crowd.awaitSeen(missed);
            Map<String, Long> after = calls();
            crowd.awaitSeen(publish(speaker));
            assertThat(crowd.wrong()).isZero();
            report(before, after);
            assertThat(more("xrange", before, after)).as("reads of messages").isZero();
            // Two for each user whose inbox the node gave up meanwhile, not one for each client.
            assertThat(more("hgetall", before, after)).as("snapshots").isLessThan(2 * USERS + HANDFUL);
            assertThat(more("subscribe", before, after)).isLessThan(HANDFUL);
            // Two for a user whose number of connections changed, once in each grace that the storm lasts; not one for
            // each client.
            assertThat(more("hset", before, after)).as("changes of members").isLessThan(CLIENTS);
        }
    }

    /** A user may have as many connections as come back for each here, and those that are gone count until that is noticed. */
    private void awaitNobody() {
        await("the node has noticed that all are gone").atMost(BOUND).until(() -> connections() == 0);
    }

    private int connections() {
        return servers.a()
                .statusReport()
                .getJsonObject("hub")
                .getJsonObject("now")
                .getInt("connections");
    }

    /** Publishes some messages, and returns the last position. */
    private String publish(ImpatientClient speaker) {
        String position = "";
        for (int i = 0; i < 10; i++) {
            Map<String, Object> message =
                    Map.of("channel", channel, "name", "chat", "data", i, "key", "k" + published++);
            position =
                    Await.done(speaker.insist("publish", message), "published").getString("position");
        }
        return position;
    }

    /** How often each command was called so far, also by scripts. */
    private Map<String, Long> calls() {
        return CALLS.matcher(servers.redis().command("INFO", "commandstats"))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Long.parseLong(found.group(2))));
    }

    private static long more(String command, Map<String, Long> before, Map<String, Long> after) {
        return after.getOrDefault(command, 0L) - before.getOrDefault(command, 0L);
    }

    /** The scripts beside reads are the nodes' heartbeats and looks at what they listen to. */
    private static void report(Map<String, Long> before, Map<String, Long> after) {
        System.out.printf(
                "%d clients came back at once: %d reads of messages, %d snapshots, %d subscriptions; %d scripts in all%n",
                CLIENTS,
                more("xrange", before, after),
                more("hgetall", before, after) / 2,
                more("subscribe", before, after),
                more("evalsha", before, after));
    }
}
