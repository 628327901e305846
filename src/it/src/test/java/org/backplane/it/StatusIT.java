package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** What a node tells a load balancer and an administrator. */
@TwoServersTest
class StatusIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void nodeIsLiveAndReady() {
        for (Node node : servers.nodes()) {
            assertThat(Http.get(node.http("api/health/live")).statusCode()).isEqualTo(200);
            assertThat(Http.get(node.http("api/health/ready")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void statusNamesTheBrokerAndTheStateOfRedis() {
        for (Node node : servers.nodes()) {
            HttpResponse<String> status = Http.get(node.http("api/status"));
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(Http.body(status).toString()).contains("\"redis\"", "\"" + node.name() + "\"");
        }
    }

    @Test
    void pageAtTheContextRootIsThere() {
        HttpResponse<String> page = Http.get(servers.a().http(""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    }
}
