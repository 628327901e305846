package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that goes away well, and comes again, while others talk. */
@FaultTest
class RedeployUnderTrafficIT {

    /** What a client comes back after. */
    private static final List<Integer> COME_BACK = List.of(1001, 1006, 1012);

    private final FaultCluster cluster;

    RedeployUnderTrafficIT(FaultCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void redeployCostsNothingAndLeavesNothing() {
        goesAwayAndComesAgain(cluster.a()::undeploy, cluster.a()::deploy);
    }

    @Test
    void terminationCostsNothingAndLeavesNothing() {
        goesAwayAndComesAgain(cluster.a()::terminate, cluster.a()::restart);
    }

    private void goesAwayAndComesAgain(Runnable goes, Runnable comes) {
        String id = cluster.a().id();
        try (Conversation conversation = new Conversation(cluster);
                RecordingClient member = Members.in(
                        conversation.channels().get(0), "member", cluster.a().node())) {
            goes.run();
            conversation.goesOn();
            RedisContent redis = new RedisContent(cluster.redis());
            redis.awaitNoTrace("backplane:", id);
            redis.awaitNoTrace("backplane:{" + conversation.channels().get(0) + "}:", member.user());
            comes.run();
            conversation.goesOn();
            Verdict verdict = conversation.endsClean();
            assertThat(verdict.resets()).isZero();
            assertThat(conversation.witnesses().get(0).closeCodes())
                    .isNotEmpty()
                    .isSubsetOf(COME_BACK);
        }
    }
}
