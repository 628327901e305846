package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that goes away well, and comes again, while others talk. */
@FaultTest
class RedeployUnderTrafficIT {

    private static final int SERVICE_RESTART = 1012;

    private final FaultServers servers;
    private final RedisContent redis;

    RedeployUnderTrafficIT(FaultServers servers) {
        this.servers = servers;
        this.redis = new RedisContent(servers.redis());
    }

    @Test
    void redeployCostsNothingAndLeavesNothing() {
        goesAwayAndComesAgain(servers.a()::undeploy, Set.of(SERVICE_RESTART), servers.a()::deploy);
    }

    @Test
    void terminationCostsNothingAndLeavesNothing() {
        goesAwayAndComesAgain(servers.a()::terminate, AppServer.current().codesOfTermination(), servers.a()::restart);
    }

    /** At once: whoever takes the traces of a dead node away comes seconds later. */
    private void requireNoTrace(String prefix, String word) {
        assertThat(redis.traces(prefix, word)).isEmpty();
    }

    private void goesAwayAndComesAgain(Runnable goes, Set<Integer> codes, Runnable comes) {
        String id = servers.a().id();
        try (Conversation conversation = new Conversation(servers);
                RecordingClient member = Members.in(
                        conversation.channels().get(0), "member", servers.a().node())) {
            goes.run();
            requireNoTrace("backplane:", id);
            requireNoTrace("backplane:{" + conversation.channels().get(0) + "}:", member.user());
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
