package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ground that the other tests stand on. */
@Tag("two-kinds")
@TwoServersTest
class ServersIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void twoServersShareOneRedis() {
        assertThat(servers.nodes()).extracting(Node::name).containsExactly("a", "b");
        for (Node node : servers.nodes()) {
            HttpResponse<String> threads = Http.get(node.probe("threads"));
            assertThat(threads.statusCode()).isEqualTo(200);
            assertThat(threads.body()).contains("ProbeServlet.doGet");
        }
        assertThat(servers.redis().command("PING")).isEqualTo("PONG");
    }
}
