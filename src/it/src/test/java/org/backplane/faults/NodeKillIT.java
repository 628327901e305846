package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A node that is killed: its clients lose nothing, and the others are rid of its members. */
@FaultTest
class NodeKillIT {

    /** The promise is 15 s; the rest is for a busy machine. */
    private static final Duration GONE = Duration.ofSeconds(60);

    private static final int ROOMS = 2_000;

    /** For the node that is killed alone: all rooms begin within seconds there. */
    private static final Map<String, String> TO_BEGIN_ROOMS = Map.of("channels.created-per-minute", "10000");

    private final FaultServers servers;

    NodeKillIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void clientsOfAKilledNodeComeBackOnTheOtherAndLoseNothing() {
        try (Conversation conversation = new Conversation(servers)) {
            servers.a().kill();
            conversation.goesOn();
            Verdict verdict = conversation.endsClean();
            assertThat(verdict.resets()).isZero();
            assertThat(conversation.witnesses().get(0).connections()).isEqualTo(2);
        }
    }

    /** The survivor has not used any of their rooms, and its limits are the default ones. */
    @Test
    void thousandsWithARoomOfTheirOwnEachAreBackOnTheSurvivorAndNobodyIsLimited() {
        try (NodeProcess crowded = servers.node("crowded", "512m", TO_BEGIN_ROOMS)) {
            crowded.start();
            crowded.awaitReady();
            try (Tenants tenants = new Tenants(ROOMS, crowded.node())) {
                tenants.say();
                tenants.awaitAllHeard();
                tenants.moveTo(servers.b().node());
                tenants.say();
                long start = System.nanoTime();

                crowded.kill();

                tenants.awaitBack();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                System.out.printf("%d users of one room each were back after %d ms%n", ROOMS, took.toMillis());
                tenants.awaitAllHeard();
                tenants.say();
                tenants.awaitAllHeard();
                assertThat(tenants.complaints()).isEmpty();
            }
        }
    }

    @Test
    void membersOfAKilledNodeLeaveOnceAndNothingOfThemStays() {
        String channel = "killed-" + UUID.randomUUID();
        String id = servers.a().id();
        RecordingClient onlooker = Members.in(channel, "onlooker", servers.b().node());
        List<RecordingClient> members = Stream.of("ada", "bob", "eve")
                .map(name -> Members.in(channel, name, servers.a().node()))
                .toList();
        RecordingClient both = Members.in(channel, "both", servers.a().node());
        RecordingClient again =
                both.again(List.of(servers.b().node())).present().start();
        try (onlooker;
                both;
                again) {
            for (RecordingClient member :
                    Stream.concat(members.stream(), Stream.of(both)).toList()) {
                await(member + " joined")
                        .atMost(GONE)
                        .until(() -> Members.count(onlooker, "joined", member.user()) == 1);
            }

            servers.a().kill();

            for (RecordingClient member : members) {
                await(member + " left").atMost(GONE).until(() -> Members.count(onlooker, "left", member.user()) == 1);
            }
            RedisContent redis = new RedisContent(servers.redis());
            redis.awaitNoTrace("backplane:", id);
            members.forEach(member -> redis.awaitNoTrace("backplane:{" + channel + "}:", member.user()));
            assertThat(Members.count(onlooker, "left")).isEqualTo(3);
            assertThat(Members.count(onlooker, "left", again.user())).isZero();
        } finally {
            members.forEach(RecordingClient::close);
        }
    }
}
