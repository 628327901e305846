package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.WireClient;
import org.backplane.server.LoadBalancer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code server-config/nginx} and {@code server-config/haproxy}, in front of two WildFly nodes. */
@Tag("administration")
@Tag("all-servers")
class LoadBalancerIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private static final int NEWCOMERS = 4;

    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void nginxJoinsTwoNodesAndLeavesOutTheOneThatIsGone() {
        assumeInstalled("nginx");
        Path files = Administered.project("server-config/nginx");
        try (LoadBalancer balancer = LoadBalancer.nginx(files, Administered.fresh("nginx"), nodes.ports())) {
            joinsTwoNodesAndLeavesOutTheOneThatIsGone(balancer);
        }
    }

    @Test
    void haproxyJoinsTwoNodesAndLeavesOutTheOneThatIsGone() {
        assumeInstalled("haproxy");
        Path file = Administered.project("server-config/haproxy/haproxy.cfg");
        try (LoadBalancer balancer = LoadBalancer.haproxy(file, Administered.fresh("haproxy"), nodes.ports())) {
            joinsTwoNodesAndLeavesOutTheOneThatIsGone(balancer);
        }
    }

    @Test
    void haproxyBringsNobodyToANodeThatIsNotReady() {
        assumeInstalled("haproxy");
        Path file = Administered.project("server-config/haproxy/haproxy.cfg");
        try (LoadBalancer balancer = LoadBalancer.haproxy(file, Administered.fresh("haproxy"), nodes.ports())) {
            Node front = new Node("front", balancer.port(), Path.of("none"));
            awaitReady(front);
            try (WireClient there = on(front, "b")) {
                nodes.cutBFromRedis();
                await("everybody on a").atMost(BOUND).until(() -> newcomers(front), Set.of("a")::equals);
                assertThat(there.connection().isOpen()).isTrue();
            } finally {
                nodes.joinBToRedis();
            }
            await("some on b again").atMost(BOUND).until(() -> newcomers(front), Set.of("a", "b")::equals);
        }
    }

    /** Logins by FORM need it: each server keeps its sessions for itself. */
    @Test
    void nginxBringsAClientToTheSameNodeEachTimeIfAskedTo() {
        assumeInstalled("nginx");
        Path files = Administered.project("server-config/nginx");
        try (LoadBalancer balancer =
                LoadBalancer.nginx(files, Administered.fresh("nginx-sticky"), nodes.ports(), "ip_hash;")) {
            Node front = new Node("front", balancer.port(), Path.of("none"));
            awaitReady(front);
            assertThat(newcomers(front)).hasSize(1).doesNotContain("none");
        }
    }

    @Test
    void haproxyBringsABrowserToTheSameNodeEachTimeIfAskedTo() {
        assumeInstalled("haproxy");
        Path file = Administered.project("server-config/haproxy/haproxy.cfg");
        try (LoadBalancer balancer = LoadBalancer.haproxy(
                file, Administered.fresh("haproxy-sticky"), nodes.ports(), Map.of("STICKY", "yes"))) {
            Node front = new Node("front", balancer.port(), Path.of("none"));
            awaitReady(front);
            Set<String> all = new HashSet<>();
            await("browsers on both").atMost(BOUND).until(() -> {
                all.addAll(nodesOf(front, cookie(front)));
                return all.size() == 2;
            });
        }
    }

    /** What a browser that comes for the first time is given. */
    private static String cookie(Node front) {
        return Http.get(front.http(""))
                .headers()
                .firstValue("Set-Cookie")
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .orElseThrow();
    }

    /** Where a browser with a cookie is brought, time and again. */
    private static Set<String> nodesOf(Node front, String cookie) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < NEWCOMERS; i++) {
            try (WireClient client = WireClient.hello(
                    new Connection(front.hub(), Map.of("Cookie", cookie)), Map.of("name", "browser"))) {
                names.add(client.welcome().getString("node"));
            }
        }
        assertThat(names).as("nodes behind one cookie").hasSize(1);
        return names;
    }

    /** Where those are brought who come while others are there. */
    private static Set<String> newcomers(Node front) {
        Set<String> names = new HashSet<>();
        List<WireClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < NEWCOMERS; i++) {
                clients.add(WireClient.hello(front, "newcomer"));
            }
            clients.forEach(client -> names.add(client.welcome().getString("node")));
        } catch (CompletionException | AssertionError unavailable) {
            names.add("none");
        } finally {
            clients.forEach(WireClient::close);
        }
        return names;
    }

    private static void joinsTwoNodesAndLeavesOutTheOneThatIsGone(LoadBalancer balancer) {
        Node front = new Node("front", balancer.port(), Path.of("none"));
        awaitReady(front);
        originRuleHolds(front);
        String channel = "balanced-" + UUID.randomUUID();
        try (WireClient ada = on(front, "a");
                WireClient bob = on(front, "b")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            String position = ada.publish(channel, "to the other node");
            assertThat(bob.received().await("message", channel).getString("position"))
                    .isEqualTo(position);

            nodes.killB();
            assertThat(bob.connection().awaitClose()).isIn(1001, 1006);
            ada.publish(channel, "meanwhile");
            comesBack(front, bob, channel, position);
        } finally {
            nodes.startB();
        }
        try (WireClient again = on(front, "b")) {
            assertThat(again.user()).isNotEmpty();
        }
    }

    private static void originRuleHolds(Node front) {
        assertThat(upgrade(front, "http://127.0.0.1:" + front.port())).isEqualTo(101);
        assertThat(upgrade(front, "http://evil.example")).isEqualTo(403);
        assertThat(upgrade(front, "http://127.0.0.1:" + nodes.ports().get(0))).isEqualTo(403);
    }

    /** What a node answers: the balancer's own answer while no node counts as ready is not meant. */
    private static int upgrade(Node front, String origin) {
        return await("an answer of a node").atMost(BOUND).until(() -> status(front, origin), status -> status != 503);
    }

    private static int status(Node front, String origin) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(front, Map.of("Origin", origin))) {
            return socket.status();
        }
    }

    /** By the protocol: again, with the position that it had. */
    private static void comesBack(Node front, WireClient bob, String channel, String since) {
        try (WireClient back = await("a connection to the other node")
                .atMost(BOUND)
                .ignoreException(CompletionException.class)
                .until(() -> bob.again(front), Objects::nonNull)) {
            assertThat(back.welcome().getString("node")).isEqualTo("a");
            JsonObject answer = back.subscribeSince(channel, since);
            assertThat(answer.getBoolean("recovered")).isTrue();
            assertThat(answer.getJsonArray("messages").getValuesAs(JsonObject.class))
                    .extracting(message -> message.getString("data"))
                    .containsExactly("meanwhile");
        }
    }

    /** A client that the balancer brought to this node; those that it brought elsewhere go again. */
    private static WireClient on(Node front, String node) {
        return await("a connection to " + node)
                .atMost(BOUND)
                .ignoreException(CompletionException.class)
                .until(
                        () -> {
                            WireClient client = WireClient.hello(front, "somebody");
                            if (client.welcome().getString("node").equals(node)) {
                                return client;
                            }
                            client.close();
                            return null;
                        },
                        Objects::nonNull);
    }

    private static void awaitReady(Node front) {
        await("ready behind the balancer")
                .atMost(BOUND)
                .until(() -> Http.get(front.http("api/health/ready")).statusCode() == 200);
    }

    private static void assumeInstalled(String program) {
        boolean required = "true".equals(System.getenv("CI"));
        assumeTrue(required || LoadBalancer.isThere(program), program + " is not installed");
    }
}
