package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.hub.Hub;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.LoadedClasses;
import org.backplane.it.servers.ServerKind;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking the WAR down and up again on one server: its clients come back, and nothing of it stays behind. */
@TwoServersTest
class RedeployIT {

    private static final int SERVICE_RESTART = 1012;
    private static final int ROUNDS = 4;
    private static final int REQUESTS = 64;

    /** A worker thread of WildFly 39 that gets no request ends after a minute, and remembers its last one until then. */
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);

    private final WebArchive war = Archives.backplane("backplane.war");
    private final WebArchive leaving = Archives.backplane("leaving.war");

    @ArquillianResource
    private TwoServers servers;

    @AfterEach
    void bothNodesAreUp() {
        if (Http.get(servers.b().http("")).statusCode() == 404) {
            deploy();
        }
    }

    @Test
    void redeployedWarLeavesNothingBehindAndItsClientsLoseNothing() {
        String channel = Fresh.channel("redeploy");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            String position = ada.publish(channel, "before");
            bob.received().await("message", channel);
            assertThat(subscribers(channel)).isEqualTo(2);
            Traces up = Traces.of(servers);
            Traces down = undeploy();
            assertThat(bob.connection().awaitClose()).isEqualTo(SERVICE_RESTART);
            assertThat(up.clients()).hasSize(2);
            assertThat(down.clients()).hasSize(1);
            assertThat(down.nodes()).hasSize(1);
            assertThat(subscribers(channel)).isEqualTo(1);
            assertThat(subscribers("@" + bob.user())).isZero();
            ada.publish(channel, "meanwhile");
            deploy();
            comesBack(bob, channel, position);
            assertThat(undeploy()).isEqualTo(down);
            deploy();
            comesBack(bob, channel, position);
        }
    }

    /**
     * A WAR that only has a WebSocket is deployed before ours and after it: some servers keep the application that was deployed
     * last, or that was running when the server started a thread of its own. GlassFish and Payara Micro 7 keep class
     * loaders of every application by what its deployment left in the server; that is removed before anything is counted.
     */
    @Test
    void undeployedWarLeavesNoClassLoaderBehind() {
        LoadedClasses loaded = LoadedClasses.of(servers.b());
        forgetDeployments();
        long before = loaded.loadersOf(Hub.class);
        WebArchive bare = Archives.bare("bare.war");
        round(bare, this::echo, 1);
        round(leaving, this::publish, ROUNDS);
        round(bare, this::echo, ROUNDS);
        forgetDeployments();
        await().atMost(TIME_TO_SETTLE).pollInterval(BETWEEN_COLLECTIONS).untilAsserted(() -> {
            occupyTheServer();
            assertThat(loaded.loadersOf(Hub.class))
                    .as("class loaders of Backplane; before %d deployments there were %d", ROUNDS, before)
                    .isLessThanOrEqualTo(before);
        });
    }

    /** Deploys, sends a message and undeploys, so many times. */
    private void round(WebArchive archive, Consumer<URI> message, int times) {
        for (int i = 0; i < times; i++) {
            servers.deploy(servers.b(), archive);
            message.accept(servers.b().hub(name(archive)));
            servers.undeploy(servers.b(), archive);
        }
    }

    private void publish(URI hub) {
        try (Connection connection = new Connection(hub, Map.of());
                WireClient ada = WireClient.hello(connection, Map.of("name", "Ada"))) {
            String channel = Fresh.channel("leaving");
            ada.subscribe(channel);
            ada.publish(channel, "hello");
            ada.received().await("message", channel);
            URI messages = URI.create(
                    hub.toString().replaceFirst("^ws", "http").replaceFirst("hub$", "api/messages?channel=" + channel));
            assertThat(Http.get(messages).statusCode()).isEqualTo(200);
        }
    }

    /**
     * Over many connections at once: Grizzly keeps with each request object that it uses again the handler of its last upgrade,
     * in Payara and GlassFish, and with that the application which that was for.
     */
    private void echo(URI hub) {
        List<Connection> all = Stream.generate(() -> new Connection(hub, Map.of()))
                .limit(REQUESTS)
                .toList();
        all.forEach(connection ->
                assertThat(connection.ask("echo", Map.of()).getString("type")).isEqualTo("echo"));
        all.forEach(Connection::close);
    }

    /**
     * Many requests at once, to another application: a worker thread of WildFly 39 and a buffer of Payara 6 remember the last
     * request that they served, until they get another one.
     */
    private void occupyTheServer() {
        HttpRequest request = HttpRequest.newBuilder(servers.b().probe("pid"))
                .timeout(Wire.BOUND)
                .build();
        Stream.generate(() -> Http.CLIENT.sendAsync(request, BodyHandlers.discarding()))
                .limit(REQUESTS)
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** SECURITY.md describes what GlassFish and Payara Micro 7 keep, "Known limits". */
    private void forgetDeployments() {
        if (ServerKind.current().isGlassFish()) {
            forget("deployments");
        } else if (ServerKind.current() == ServerKind.PAYARA_MICRO) {
            forget("environments?name=" + name(leaving));
        }
    }

    private void forget(String what) {
        HttpResponse<String> forgotten = Http.send("DELETE", servers.b().probe(what), Map.of(), "");
        assertThat(forgotten.statusCode()).as(forgotten.body()).isEqualTo(200);
    }

    private static String name(WebArchive archive) {
        return archive.getName().replace(".war", "");
    }

    /** How many connections of Redis are subscribed to a channel. */
    private long subscribers(String channel) {
        String name = "backplane:{" + channel + "}";
        return servers.redis().ask(redis -> redis.pubsubNumSub(name)).getOrDefault(name, 0L);
    }

    private void deploy() {
        servers.deploy(servers.b(), war);
    }

    /** Takes the WAR down on node b, and waits until no thread there has to do with it. */
    private Traces undeploy() {
        servers.undeploy(servers.b(), war);
        return await().atMost(Wire.BOUND)
                .until(() -> Traces.of(servers), traces -> traces.threads().isEmpty());
    }

    private void comesBack(WireClient bob, String channel, String position) {
        try (WireClient back = bob.again(servers.b())) {
            JsonObject answer = back.subscribeSince(channel, position);
            assertThat(answer.getBoolean("recovered")).isTrue();
            assertThat(answer.getJsonArray("messages")).hasSize(1);
            assertThat(answer.getJsonArray("messages").getJsonObject(0).getString("data"))
                    .isEqualTo("meanwhile");
        }
    }

    /**
     * What shows that the WAR runs on node b.
     *
     * @param threads those of the server's factory for applications, and those in code of the WAR
     * @param clients the names that the nodes give their connections to Redis
     * @param nodes the own channels of the nodes, which Redis has subscribers for as long as the nodes live
     */
    private record Traces(List<String> threads, Set<String> clients, Set<String> nodes) {

        private static final Pattern OURS = Pattern.compile(
                "backplane-|.*defaultManagedThreadFactory|EE-ManagedThreadFactory|.*\\t.*(org\\.backplane|redis\\.clients)\\.");

        private static final Pattern CLIENT = Pattern.compile("(?<= name=)backplane-\\S+");

        static Traces of(TwoServers servers) {
            List<String> threads = Http.get(servers.b().probe("threads"))
                    .body()
                    .lines()
                    .filter(thread -> OURS.matcher(thread).lookingAt())
                    .filter(thread -> !thread.contains("ProbeServlet"))
                    .toList();
            Set<String> clients = CLIENT.matcher(servers.redis().command("CLIENT", "LIST"))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            List<String> nodes = servers.redis().ask(redis -> redis.pubsubChannels("backplane:node:*"));
            return new Traces(threads, clients, Set.copyOf(nodes));
        }
    }
}
