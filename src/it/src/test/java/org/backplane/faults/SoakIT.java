package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * All faults at random, from a printed seed: {@code -Dsoak.seed=…} makes the same faults come again, and
 * {@code -Dsoak.seconds=…} says for how long.
 */
@FaultTest
class SoakIT {

    private final FaultServers servers;

    SoakIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhateverBreaks() throws IOException {
        long seed =
                Optional.ofNullable(Long.getLong("soak.seed")).orElseGet(() -> (long) new Random().nextInt(1_000_000));
        Duration time = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));
        String title = "Soak on " + AppServer.current().label() + ": " + time.toSeconds() + " s, soak.seed=" + seed;
        System.out.println(title);
        try (Soak soak = new Soak(servers, seed)) {
            soak.run(time);
            servers.heal();
            Verdict verdict = soak.end();
            String report = title + "\n\n" + soak.table(verdict);
            System.out.println(report);
            Files.writeString(Built.path("faults", AppServer.current().label(), "soak.md"), report);
            assertThat(verdict.isClean())
                    .as("%s\n%s", report, soak.complaints())
                    .isTrue();
            if (soak.struck(Fault.REDIS_EMPTY) == 0) {
                assertThat(verdict.resets()).as("resets\n%s", report).isZero();
            }
        }
    }
}
