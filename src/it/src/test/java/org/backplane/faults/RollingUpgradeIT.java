package org.backplane.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A node of an earlier revision and one of this on one Redis, one replaced after the other under traffic and once back, with
 * the default settings: what is in Redis is an interface between versions. {@code -Dupgrade.from=REVISION} takes another
 * earlier one.
 */
@Tag("faults")
class RollingUpgradeIT {

    /** The last one that was released or must be upgraded from without a migration. */
    private static final String FROM = "789a9c93e38b56af9fd09b23650d12d2ace5d0bb";

    @Test
    void nodesReplacedOneAfterTheOtherAndBackLoseNothing() throws IOException, InterruptedException {
        assumeTrue(AppServer.current().label().equals("payara-micro"), "one kind of server will do");
        Path earlier = Revision.war(System.getProperty("upgrade.from", FROM));
        try (RedisServer redis = RedisServer.startPersistent(RedisServer.preferred());
                NodeProcess a = node("upgrade-a", redis);
                NodeProcess b = node("upgrade-b", redis)) {
            a.install(earlier);
            b.install(earlier);
            a.restart();
            b.restart();
            try (Traffic traffic = new Traffic(a.node(), b.node());
                    MixedPair pair = new MixedPair(a.node(), b.node())) {
                Runnable all = () -> {
                    traffic.flowsBothWays();
                    pair.exchangesAll();
                };
                all.run();
                replace(a, Built.war());
                all.run();
                replace(b, Built.war());
                all.run();
                replace(a, earlier);
                all.run();
                traffic.endsClean();
            }
        }
    }

    private static NodeProcess node(String name, RedisServer redis) {
        TcpProxy network = TcpProxy.to(redis.port());
        // An earlier revision takes no value but true and false, and the servers of the tests have another one in their
        // environment.
        Map<String, String> settings = Map.of("redis.host", network.address(), "status.open", "true");
        return new NodeProcess(name, "384m", settings, network);
    }

    private static void replace(NodeProcess node, Path war) {
        node.terminate();
        node.install(war);
        node.restart();
    }
}
