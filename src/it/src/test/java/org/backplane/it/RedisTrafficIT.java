package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Redis is asked for while messages flow: a script call per batch, and nothing that grows with the connections. */
@Tag("hub")
@TwoServersTest
class RedisTrafficIT {

    private static final int CONNECTIONS = 20;

    @ArquillianResource
    private TwoServers servers;

    private final List<WireClient> clients = new ArrayList<>();

    @AfterEach
    void disconnect() {
        clients.forEach(WireClient::close);
    }

    @Test
    void messageCostsOneScriptCallHoweverManyListen() {
        String channel = Fresh.channel("one");
        listen(channel);
        WireClient ada = clients.get(0);
        try (Monitor monitor = new Monitor(servers.redis())) {
            for (int i = 0; i < 30; i++) {
                ada.publish(channel, i);
            }
            clients.forEach(client -> client.received().awaitAtLeast("message", channel, 30));
            assertThat(changes(channel, monitor.commands()))
                    .hasSize(30)
                    .allMatch(command -> command.contains("\"EVALSHA\""));
            assertNothingIsSearched(monitor);
        }
    }

    @Test
    void messagesThatComeTogetherShareAScriptCall() {
        String channel = Fresh.channel("batch");
        listen(channel);
        try (Monitor monitor = new Monitor(servers.redis())) {
            String line = Wire.object(Map.of("type", "publish", "channel", channel, "name", "chat", "data", 1)) + "\n";
            clients.get(0).connection().send(line.repeat(500).strip());
            clients.get(1).connection().send(line.repeat(500).strip());
            clients.forEach(client -> client.received().awaitAtLeast("message", channel, 1000));
            assertThat(changes(channel, monitor.commands()))
                    .hasSizeLessThan(200)
                    .allMatch(command -> command.contains("\"EVALSHA\""));
            assertNothingIsSearched(monitor);
        }
    }

    @Test
    void furtherConnectionOfAUserWhoIsThereCostsNoSubscriptionAndNoReading() {
        String channel = Fresh.channel("join");
        listen(channel);
        try (Monitor monitor = new Monitor(servers.redis());
                WireClient again = clients.get(0).again(servers.a())) {
            again.subscribe(channel);
            assertThat(monitor.commands()).noneMatch(command -> command.contains("\"SUBSCRIBE\""));
            assertThat(about(channel, monitor.commandsOfScripts())).noneMatch(command -> command.contains("RANGE\""));
            assertNothingIsSearched(monitor);
        }
    }

    /** Returns when all have come and count as members on both nodes: nothing more is said about the channel then. */
    private void listen(String channel) {
        for (int i = 0; i < CONNECTIONS; i++) {
            WireClient client = WireClient.hello(servers.nodes().get(i % 2), "Client " + i);
            client.subscribe(channel);
            clients.add(client);
        }
        for (WireClient client : clients.subList(0, 2)) {
            await("members")
                    .atMost(Wire.BOUND)
                    .until(() ->
                            client.ask("members", Map.of("channel", channel)).getInt("count") == CONNECTIONS);
        }
    }

    /** What may change a channel; not the looks at it that come about every second whatever happens. */
    private static List<String> changes(String channel, List<String> commands) {
        return about(channel, commands).stream()
                .filter(command -> command.contains("\"PUBLISH\""))
                .toList();
    }

    private static List<String> about(String channel, List<String> commands) {
        return commands.stream().filter(command -> command.contains(channel)).toList();
    }

    private static void assertNothingIsSearched(Monitor monitor) {
        List<String> all = new ArrayList<>(monitor.commands());
        all.addAll(monitor.commandsOfScripts());
        assertThat(all).noneMatch(command -> command.toUpperCase(java.util.Locale.ROOT)
                .matches("[^\"]*\"(KEYS|[HSZ]?SCAN)\".*"));
    }
}
