package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that goes away well, and comes again, while others talk. */
@FaultTest
class RedeployUnderTrafficIT {

    private static final int SERVICE_RESTART = 1012;

    private final FaultCluster cluster;

    RedeployUnderTrafficIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void redeployCostsNothingAndLeavesNothing() {
        String id = cluster.a().id();
        Runnable goes = () -> {
            cluster.a().undeploy();
            // At once: whoever takes the traces of a dead node away comes seconds later.
            assertThat(new RedisContent(cluster.redis()).traces("backplane:", id))
                    .isEmpty();
        };
        goesAwayAndComesAgain(goes, Set.of(SERVICE_RESTART), cluster.a()::deploy);
    }

    /** A process may end before its farewell does: then it is the other node that leaves nothing of it. */
    @Test
    void terminationCostsNothingAndLeavesNothing() {
        goesAwayAndComesAgain(cluster.a()::terminate, AppServer.current().codesOfTermination(), cluster.a()::restart);
    }

    private void goesAwayAndComesAgain(Runnable goes, Set<Integer> codes, Runnable comes) {
        String id = cluster.a().id();
        try (Conversation conversation = new Conversation(cluster);
                RecordingClient member = Members.in(
                        conversation.channels().get(0), "member", cluster.a().node())) {
            goes.run();
            RedisContent redis = new RedisContent(cluster.redis());
            redis.awaitNoTrace("backplane:", id);
            redis.awaitNoTrace("backplane:{" + conversation.channels().get(0) + "}:", member.user());
            conversation.goesOn();
            comes.run();
            conversation.goesOn();
            Verdict verdict = conversation.endsClean();
            assertThat(verdict.resets()).isZero();
            assertThat(conversation.witnesses().get(0).closeCodes())
                    .isNotEmpty()
                    .isSubsetOf(codes);
        }
    }
}
