package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.backplane.it.access.AnotherDecides;
import org.backplane.it.access.OwnerDecides;
import org.backplane.it.servers.Archives;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application that brings a bean of its own to decide who may do what. */
@TwoServersTest
class AuthorizerIT {

    private static final String RULES =
            "<context-param><param-name>access/rules</param-name>" + "<param-value>%s</param-value></context-param>";

    @ArquillianResource
    private TwoServers servers;

    @Test
    void beanOfTheApplicationDecidesAndMayAskTheRules() {
        String open = Fresh.channel("open");
        WebArchive archive = Archives.withWebXml("owned.war", RULES.formatted("all to all in open*"))
                .addClass(OwnerDecides.class);
        Node node = servers.a();
        servers.deploy(node, archive);
        try (WireClient ada = WireClient.hello(connect(node, "owned"), Map.of())) {
            assertThat(ada.ask("subscribe", Map.of("channel", "vault")).getString("message"))
                    .isEqualTo("the vault is closed");
            assertThat(ada.ask("subscribe", Map.of("channel", "elsewhere")).getString("message"))
                    .contains("the rules of this server");
            ada.subscribe(open);
            assertThat(Http.get(node.http("../owned/api/channels/vault/members").normalize())
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            servers.undeploy(node, archive);
        }
    }

    @Test
    void twoBeansStopTheDeploymentAndAreNamed() {
        WebArchive archive = Archives.backplane("disputed.war").addClasses(OwnerDecides.class, AnotherDecides.class);

        assertRefused(archive, "OwnerDecides", "AnotherDecides", "Only one bean");
    }

    @Test
    void badRuleStopsTheDeploymentAndIsNamed() {
        WebArchive archive = Archives.withWebXml("misruled.war", RULES.formatted("all to all in *; raed to all in x"));

        assertRefused(archive, "access/rules", "rule 2", "raed", "web.xml context-param");
    }

    private void assertRefused(WebArchive archive, String... words) {
        Node node = servers.b();
        assertThatThrownBy(() -> servers.deploy(node, archive)).isInstanceOf(Exception.class);
        await().atMost(Wire.BOUND).untilAsserted(() -> {
            List<String> log = Files.readAllLines(node.log());
            assertThat(log).anySatisfy(line -> assertThat(line).contains(words));
        });
        assertThat(Http.get(node.http("api/health/live")).statusCode()).isEqualTo(200);
    }

    private static Connection connect(Node node, String context) {
        URI hub = node.hub();
        return new Connection(URI.create(hub.toString().replace("/backplane/", "/" + context + "/")), Map.of());
    }
}
