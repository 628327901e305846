package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Where an administrator may put a setting on this kind of server, and what a bad one does. */
@TwoServersTest
class SettingsIT {

    private static final String PARAM =
            "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>";
    private static final String ENTRY = "<env-entry><env-entry-name>%s</env-entry-name>"
            + "<env-entry-type>java.lang.%s</env-entry-type><env-entry-value>%s</env-entry-value></env-entry>";

    @ArquillianResource
    private TwoServers servers;

    @Test
    void jndiOfTheServerWinsOverASystemProperty() {
        for (Node node : servers.nodes()) {
            JsonObject background = setting(node.http("api/status"), "node/background");
            assertThat(background.getString("value")).isEqualTo("from-jndi");
            assertThat(background.getString("source")).startsWith("JNDI");
        }
    }

    @Test
    void systemPropertyCountsWhereNothingStrongerSpeaks() {
        for (Node node : servers.nodes()) {
            JsonObject name = setting(node.http("api/status"), "node/name");
            assertThat(name.getString("value")).isEqualTo(node.name());
            assertThat(name.getString("source")).isEqualTo("system property node.name");
        }
    }

    @Test
    void everySettingIsListedWithItsSource() {
        List<JsonObject> settings = settings(servers.a().http("api/status"));
        assertThat(settings)
                .extracting(setting -> setting.getString("name"))
                .contains("redis/host", "history/size", "presence/lease", "message/max-bytes", "origins");
        assertThat(settings)
                .allSatisfy(setting -> assertThat(setting.getString("source")).isNotBlank());
        assertThat(setting(servers.a().http("api/status"), "history/size").getString("source"))
                .isEqualTo("default");
    }

    @Test
    void webXmlWinsOverASystemPropertyAndItsEnvEntriesOverItsContextParams() {
        WebArchive archive = Archives.withWebXml(
                "settings.war",
                PARAM.formatted("history/size", 88)
                        + PARAM.formatted("connection/burst", 123)
                        + PARAM.formatted("redis/host", "")
                        + ENTRY.formatted("history/size", "Integer", 77));
        for (Node node : servers.nodes()) {
            servers.deploy(node, archive);
            try {
                URI status = node.http("../settings/api/status").normalize();
                JsonObject size = setting(status, "history/size");
                assertThat(size.getString("value")).isEqualTo("77");
                assertThat(size.getString("source")).isEqualTo("JNDI java:comp/env/history/size");
                JsonObject burst = setting(status, "connection/burst");
                assertThat(burst.getString("value")).isEqualTo("123");
                assertThat(burst.getString("source")).isEqualTo("web.xml context-param");
                assertThat(Http.body(Http.get(status)).toString()).contains("\"memory\"");
            } finally {
                servers.undeploy(node, archive);
            }
        }
    }

    @Test
    void badValueStopsTheDeploymentWithOneClearLine() {
        WebArchive archive = Archives.withWebXml("bad.war", PARAM.formatted("history/size", "plenty"));
        for (Node node : servers.nodes()) {
            assertThatThrownBy(() -> servers.deploy(node, archive)).isInstanceOf(Exception.class);
            await().atMost(Wire.BOUND).untilAsserted(() -> assertThat(log(node))
                    .anySatisfy(line -> assertThat(line).contains("history/size", "plenty", "web.xml context-param")));
            assertThat(Http.get(node.http("../bad/api/status").normalize()).statusCode())
                    .isEqualTo(404);
            assertThat(Http.get(node.http("api/status")).statusCode()).isEqualTo(200);
        }
    }

    private static List<String> log(Node node) throws IOException {
        return Files.readAllLines(node.log());
    }

    private static JsonObject setting(URI status, String name) {
        return settings(status).stream()
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + status));
    }

    private static List<JsonObject> settings(URI status) {
        HttpResponse<String> response = Http.get(status);
        assertThat(response.statusCode()).as(status.toString()).isEqualTo(200);
        return Http.body(response).getJsonArray("settings").getValuesAs(JsonObject.class);
    }
}
