package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A node that stands still for longer than its lease and goes on: its members go and come back, and nobody loses anything. */
@FaultTest
class NodeStallIT {

    private static final Duration STALL = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final FaultServers servers;

    NodeStallIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void membersOfAStalledNodeGoAndComeBackWithItAndNobodyLosesAnything() {
        String channel = "stalled-" + UUID.randomUUID();
        try (Conversation conversation = new Conversation(servers);
                RecordingClient onlooker =
                        Members.in(channel, "onlooker", servers.b().node());
                RecordingClient member =
                        Members.in(channel, "member", servers.a().node())) {
            await().atMost(SOON).until(() -> Members.count(onlooker, "joined", member.user()) == 1);
            long start = System.nanoTime();

            servers.a().stall();
            await("left").atMost(SOON).until(() -> Members.count(onlooker, "left", member.user()) == 1);
            FaultServers.lasts(STALL.minusNanos(System.nanoTime() - start));
            servers.a().resume();

            await("back").atMost(SOON).until(() -> Members.count(onlooker, "joined", member.user()) == 2);
            conversation.goesOn();
            conversation.endsClean();
            assertThat(Members.count(onlooker, "left", member.user())).isEqualTo(1);
        }
    }
}
