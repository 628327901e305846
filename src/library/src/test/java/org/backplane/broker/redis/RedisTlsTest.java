package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.nio.file.Path;
import java.util.Map;
import org.backplane.test.Authority;
import org.backplane.test.Authority.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests which certificates of Redis a node accepts, and the diagnosis of others. */
class RedisTlsTest {

    private static final Authority AUTHORITY = new Authority();
    private static final Pem GOOD = AUTHORITY.issue("redis", "ip:127.0.0.1");
    private final TlsRedis redis = new TlsRedis(AUTHORITY, GOOD);

    @AfterAll
    static void forgetAuthority() {
        AUTHORITY.close();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void certificateOfATrustedAuthorityForTheHostIsGood() {
        redis.trust(AUTHORITY.trustStore());
        try (RejectedNode node = node(redis.address())) {
            node.awaitWork();

            assertThat(node.warnings()).isEmpty();
        }
    }

    @Test
    void authorityThatIsNotTrustedIsRefusedUntilItIs() {
        try (Authority other = new Authority()) {
            redis.trust(other.trustStore());
            try (RejectedNode node = node(redis.address())) {
                node.awaitProblem("its certificate is of an authority that this Java does not trust");

                redis.trust(AUTHORITY.trustStore());

                node.awaitWork();
                assertThat(node.warnings()).hasSize(1);
            }
        }
    }

    @Test
    void certificateForAnotherHostIsRefused() {
        redis.trust(AUTHORITY.trustStore());
        redis.show(AUTHORITY.issue("elsewhere", "dns:redis.elsewhere.example"));

        assertRefused("its certificate is not for the host that redis/host names");
    }

    @Test
    void certificateThatHasExpiredIsRefused() {
        redis.trust(AUTHORITY.trustStore());
        redis.show(AUTHORITY.issueExpired("late", "ip:127.0.0.1"));

        assertRefused("its certificate is not valid now");
    }

    @Test
    void missingTrustStoreIsReported() {
        redis.trust(Path.of("/no/such/store.p12"));

        assertRefused("the trust store is that of javax.net.ssl.trustStore");
    }

    @Test
    void redisWithoutTlsIsRefusedWhereTlsIsExpected() {
        redis.trust(AUTHORITY.trustStore());
        try (RejectedNode node = node("rediss://" + redis.server().address())) {
            node.awaitProblem("if it does not speak TLS there, write redis:// for rediss://");
            assertWarnedOnce(node);
        }
    }

    @Test
    void unexpectedTlsOfRedisIsReported() {
        try (RejectedNode node = node("redis://127.0.0.1:" + redis.port())) {
            node.awaitProblem("if it speaks TLS there, write rediss:// for redis://");
            assertWarnedOnce(node);
        }
    }

    @Test
    void redisThatWantsToKnowItsClientsGetsTheCertificateOfThisJava() {
        redis.trust(AUTHORITY.trustStore());
        redis.askClients();
        try (RejectedNode node = node(redis.address())) {
            node.awaitProblem("if it wants a certificate of its clients, that of this Java comes from the key store");

            AUTHORITY.issue("client", "dns:client.example");
            redis.has(AUTHORITY.keyStore("client"));

            node.awaitWork();
            assertThat(node.warnings()).hasSize(1);
        }
    }

    private void assertRefused(String why) {
        try (RejectedNode node = node(redis.address())) {
            node.awaitProblem(why);
            assertWarnedOnce(node);
        }
    }

    /** The status has the problem shortly before the log. */
    private static void assertWarnedOnce(RejectedNode node) {
        eventually("a warning", () -> !node.warnings().isEmpty());
        assertThat(node.warnings()).hasSize(1);
    }

    private static RejectedNode node(String address) {
        return new RejectedNode(Map.of("redis/host", address));
    }
}
