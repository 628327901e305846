package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.Wire;
import org.backplane.server.WildFly;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The files of {@code web.xml-overlay}, laid over the WAR by WildFly and taken away again. */
@Tag("administration")
@Tag("all-servers")
class WildFlyOverlayIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final WildFly server = new WildFly(Administered.settings("wildfly-overlay"));
    private final Administered node = new Administered(server);

    @BeforeEach
    void deploy() {
        server.start();
        server.deploy(Administered.war());
        node.awaitMemory();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void redisIsNamedByAWebXmlAndForgottenWithIt() throws IOException {
        try (RedisServer redis = RedisServer.start(RedisServer.preferred())) {
            Path edited = server.directory().resolve("web.xml");
            String shipped = Files.readString(Administered.project("web.xml-overlay/redis/web.xml"));
            Files.writeString(edited, shipped.replace("127.0.0.1:6379", redis.address()));

            overlay("redis", edited);
            await().atMost(BOUND).until(() -> node.setting("redis/host").getString("value"), redis.address()::equals);
            assertThat(node.setting("redis/host").getString("source")).isEqualTo("web.xml context-param");

            takeBack("redis");
            node.awaitMemory();
        }
    }

    @Test
    void everybodyLogsInAsLongAsTheSecuredWebXmlLiesOverTheWar() throws IOException {
        server.addUser("ada", "ada-password", "backplane-user");
        overlay("secured", Administered.project("web.xml-overlay/secured/web.xml"));

        await().atMost(BOUND).until(() -> status(Map.of()) == 401);
        assertThat(status(login("ada", "wrong"))).isEqualTo(401);
        assertThat(status(login("ada", "ada-password"))).isEqualTo(200);
        assertThat(Http.get(node.node().http("api/health/ready")).statusCode()).isEqualTo(200);
        JsonObject welcome = hello(login("ada", "ada-password"));
        assertThat(welcome.getString("user")).isEqualTo("ada");
        assertThat(welcome.getBoolean("verified")).isTrue();

        takeBack("secured");
        await().atMost(BOUND).until(() -> status(Map.of()) == 200);
    }

    @Test
    void formLoginGivesTheWebSocketItsUser() throws IOException {
        server.addUser("ada", "ada-password", "backplane-user");
        overlay("secured", Administered.project("web.xml-overlay/secured-form/web.xml"));
        await().atMost(BOUND)
                .until(() -> Http.get(node.node().http("index.html")).body().contains("j_security_check"));
        String session = session(Http.get(node.node().http("index.html")));
        HttpResponse<String> answer = Http.send(
                "POST",
                node.node().http("j_security_check"),
                Map.of("Cookie", session, "Content-Type", "application/x-www-form-urlencoded"),
                "j_username=ada&j_password=ada-password");
        assertThat(answer.statusCode()).isIn(302, 303);
        JsonObject welcome = hello(Map.of("Cookie", session(answer).isEmpty() ? session : session(answer)));
        assertThat(welcome.getString("user")).isEqualTo("ada");
        assertThat(welcome.getBoolean("verified")).isTrue();
    }

    /** The cookie goes over HTTPS only; nobody reads this HTTP. */
    private static String session(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .map(cookie -> cookie.split(";", 2)[0])
                .reduce("", (earlier, later) -> later);
    }

    private void overlay(String name, Path webXml) {
        server.cli(
                Map.of(),
                "--command=deployment-overlay add --name=" + name + " --content=/WEB-INF/web.xml=" + webXml
                        + " --deployments=backplane.war --redeploy-affected");
    }

    private void takeBack(String name) {
        server.cli(
                Map.of(),
                "--commands=deployment-overlay remove --name=" + name + ",/deployment=backplane.war:redeploy");
    }

    private int status(Map<String, String> headers) {
        return Http.send("GET", node.node().http("api/status"), headers, "").statusCode();
    }

    private JsonObject hello(Map<String, String> headers) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(node.node(), headers)) {
            assertThat(socket.status()).isEqualTo(101);
            socket.text("{\"type\":\"hello\"}");
            return Wire.object(socket.readText().lines().findFirst().orElseThrow());
        }
    }

    private static Map<String, String> login(String user, String password) {
        String credentials = user + ":" + password;
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
