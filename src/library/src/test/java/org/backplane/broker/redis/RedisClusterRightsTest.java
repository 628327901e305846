package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.backplane.broker.redis.link.PubSubCommands;
import org.backplane.broker.redis.link.RedisRights;
import org.backplane.broker.redis.link.RedisRightsTest;
import org.backplane.config.RedisAddress;
import org.backplane.test.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a node on a Redis Cluster works with exactly the documented rights, and names missing ones. */
@Timeout(120)
class RedisClusterRightsTest {

    private static final AclFile ACL = new AclFile("cluster-acl.redis");
    private static final int SERVERS = 3;
    private static RedisCluster redis;

    @BeforeAll
    static void startRedis() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        redis = RedisCluster.start(SERVERS, 0);
    }

    @AfterAll
    static void endRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void grantAll() {
        for (int i = 0; i < SERVERS; i++) {
            ACL.runOn(redis.server(i)::command);
        }
    }

    static Stream<String> rights() {
        return ACL.rights();
    }

    /** Opens a link to a server that has the slots of the checked keys, or that has not. */
    private static void connect(int server) {
        RedisAddress address = RedisAddress.parse("redis://" + AclFile.USER + ":" + AclFile.PASSWORD + "@"
                + redis.server(server).address());
        RedisRightsTest.connect(address, PubSubCommands.SHARDED);
    }

    @Test
    void documentedRightsAreThoseThatAreTried() {
        assertThat(rights().filter(right -> right.startsWith("+")).map(right -> right.substring(1)))
                .containsExactlyInAnyOrderElementsOf(RedisRights.commands(PubSubCommands.SHARDED));
    }

    @Test
    void documentedRightsAreEnoughAndTryingThemLeavesNothingBehind() {
        for (int i = 0; i < SERVERS; i++) {
            connect(i);
            assertThat(redis.server(i).command("DBSIZE")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource("rights")
    void missingRightIsNamedByEachServer(String right) {
        for (int i = 0; i < SERVERS; i++) {
            int server = i;
            ACL.runWithout(right, redis.server(i)::command);

            assertThatThrownBy(() -> connect(server))
                    .hasMessage("its user backplane lacks rights that a node needs; ACL SETUSER backplane " + right
                            + " grants them");
        }
    }

    @Test
    void nodeIsNotReadyAndSaysWhyUntilTheRightIsGranted() {
        for (int i = 0; i < SERVERS; i++) {
            ACL.runWithout("+ssubscribe", redis.server(i)::command);
        }
        Map<String, String> settings = new HashMap<>(Map.of("redis/host", redis.address()));
        settings.putAll(Map.of("redis/username", AclFile.USER, "redis/password", AclFile.PASSWORD));
        try (RejectedNode node = new RejectedNode(settings)) {
            node.awaitProblem("ACL SETUSER backplane +ssubscribe grants them");

            grantAll();

            node.awaitWork();
        }
        for (int i = 0; i < SERVERS; i++) {
            redis.server(i).command("FLUSHALL");
        }
    }
}
