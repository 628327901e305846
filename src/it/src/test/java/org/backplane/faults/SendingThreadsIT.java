package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On which threads clients are sent to, seen from outside: how often the threads of the hub that send were woken up. */
@FaultTest
@EnabledOnOs(OS.LINUX)
class SendingThreadsIT {

    private static final int MESSAGES = 500;

    /** As many as it takes to publish all without being over the rate. */
    private static final int PUBLISHERS = 20;

    private static final String NAME = "Name:\tbackplane-sende";
    private static final String WOKEN = "voluntary_ctxt_switches:";

    private final FaultServers servers;
    private final String channel = "sending-" + UUID.randomUUID();

    SendingThreadsIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void undertowSendsOnItsOwnThreadsAndOthersAreSentToOnThoseOfTheHub() {
        List<ImpatientClient> publishers = Stream.generate(
                        () -> new ImpatientClient(servers.a().node()))
                .limit(PUBLISHERS)
                .toList();
        try (ImpatientClient listener = publishers.get(0)) {
            listener.ask("subscribe", Map.of("channel", channel));
            publish(publishers);
            long before = woken(servers.a().pid());

            publish(publishers);

            long woken = woken(servers.a().pid()) - before;
            if (AppServer.current() == AppServer.WILDFLY) {
                assertThat(woken).isLessThan(MESSAGES / 10);
            } else {
                assertThat(woken).isGreaterThan(MESSAGES / 2);
            }
        } finally {
            publishers.forEach(ImpatientClient::close);
        }
    }

    /** Each is answered before the next one. */
    private void publish(List<ImpatientClient> publishers) {
        for (int i = 0; i < MESSAGES; i++) {
            JsonObject answer = publishers
                    .get(i % PUBLISHERS)
                    .ask("publish", Map.of("channel", channel, "name", "chat", "data", i));
            assertThat(answer.getString("type")).isEqualTo("published");
        }
    }

    private static long woken(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            List<String> senders = threads.map(SendingThreadsIT::status)
                    .filter(status -> status.startsWith(NAME))
                    .toList();
            return senders.stream().mapToLong(SendingThreadsIT::woken).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(Path thread) {
        try {
            return Files.readString(thread.resolve("status"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static long woken(String status) {
        return status.lines()
                .filter(line -> line.startsWith(WOKEN))
                .mapToLong(line -> Long.parseLong(line.substring(WOKEN.length()).strip()))
                .sum();
    }
}
