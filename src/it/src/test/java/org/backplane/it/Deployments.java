package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.jboss.shrinkwrap.api.Archive;

/** Assertions about applications that are deployed beside the WAR. */
final class Deployments {

    private Deployments() {}

    /** The second server refuses an archive and logs a line with these words; the WAR on it goes on. */
    static void assertRefused(TwoServers servers, Archive<?> archive, String... words) {
        Node node = servers.b();
        assertThatThrownBy(() -> servers.deploy(node, archive)).isInstanceOf(Exception.class);
        assertLogged(node, words);
        assertThat(Http.get(node.http("api/health/live")).statusCode()).isEqualTo(200);
    }

    /** A server logs, now or soon, a line with these words. */
    static void assertLogged(Node node, String... words) {
        await().atMost(Wire.BOUND).untilAsserted(() -> assertThat(Files.readAllLines(node.log()))
                .anySatisfy(line -> assertThat(line).contains(words)));
    }
}
