package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.backplane.it.cluster.Cluster;
import org.backplane.it.cluster.Node;
import org.backplane.it.wire.Http;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** What a node tells a load balancer and an administrator. */
@ClusterTest
class StatusIT {

    @ArquillianResource
    private Cluster cluster;

    @Test
    void nodeIsLiveAndReady() {
        for (Node node : cluster.nodes()) {
            assertThat(Http.get(node.http("api/health/live")).statusCode()).isEqualTo(200);
            assertThat(Http.get(node.http("api/health/ready")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void statusNamesTheBrokerAndTheStateOfRedis() {
        for (Node node : cluster.nodes()) {
            HttpResponse<String> status = Http.get(node.http("api/status"));
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(Http.body(status).toString()).contains("\"redis\"", "\"" + node.name() + "\"");
        }
    }

    @Test
    void pageAtTheContextRootIsThere() {
        HttpResponse<String> page = Http.get(cluster.a().http(""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    }
}
