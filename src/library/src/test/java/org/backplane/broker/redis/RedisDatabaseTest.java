package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.Map;
import org.backplane.broker.TestNode;
import org.backplane.message.Line;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications in two databases of one Redis, under the same prefix. */
class RedisDatabaseTest {

    private final RedisServer redis = RedisServer.start(RedisServer.preferred());
    private final RedisBrokerNodes brokers = new RedisBrokerNodes(redis);

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void applicationsInTwoDatabasesDoNotHearEachOther() {
        TestNode here = brokers.node("here");
        TestNode there = brokers.nodeWith(Map.of("redis/host", "redis://" + redis.address() + "/3"), "there");
        TestNode besides = brokers.nodeWith(Map.of("redis/host", "redis://" + redis.address() + "/3"), "besides");
        TestNode.Listening listeningHere = here.listen(HOME);
        TestNode.Listening listeningThere = there.listen(HOME);
        TestNode.Listening listeningBesides = besides.listen(HOME);

        answer(here.broker().publishTransient(HOME, Line.of("{}")));
        for (int i = 0; i < 10; i++) {
            here.publish(HOME, 3);
            there.publish(HOME, 2);
        }

        listeningHere.listener().awaitTransients(1);
        listeningHere.awaitClean(30);
        listeningThere.awaitClean(20);
        listeningBesides.awaitClean(20);
        assertThat(listeningThere.listener().transients()).isEmpty();
        assertThat(redis.command("INFO", "keyspace")).contains("db0:", "db3:");
    }

    @Test
    void missingDatabaseIsReported() {
        try (RejectedNode node = new RejectedNode(Map.of("redis/host", "redis://" + redis.address() + "/99"))) {
            node.awaitProblem("DB index is out of range");
        }
    }

    @Test
    void missingSelectPermissionIsReported() {
        new AclFile("acl.redis").runOn(redis::command);
        Map<String, String> settings = Map.of(
                "redis/host", "redis://" + redis.address() + "/3",
                "redis/username", AclFile.USER,
                "redis/password", AclFile.PASSWORD);
        try (RejectedNode node = new RejectedNode(settings)) {
            node.awaitProblem("ACL SETUSER backplane +select grants them");

            redis.command("ACL", "SETUSER", AclFile.USER, "+select");

            node.awaitWork();
        }
    }
}
