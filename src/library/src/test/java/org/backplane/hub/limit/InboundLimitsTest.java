package org.backplane.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.config.Configuration;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.command.Command;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every command that a client can repeat is limited. */
class InboundLimitsTest {

    private static final Map<String, String> SETTINGS =
            Map.of("connection/rate", "10", "connection/burst", "20", "connection/channels", "5");
    private static final Command SUBSCRIBE = new Command.Subscribe(new ChannelName("home"), Optional.empty(), false);
    private static final Command NAME =
            new Command.Hello(Optional.of(new DisplayName("Ada")), Optional.empty(), Optional.empty());

    private final HubFixture fixture = new HubFixture(SETTINGS);
    private long now;
    private final InboundLimits limits = new InboundLimits(Configuration.of(SETTINGS), () -> now);

    @AfterEach
    void end() {
        fixture.close();
    }

    private long allowed(Command command) {
        return Stream.generate(() -> limits.check(command))
                .limit(1000)
                .takeWhile(Optional::isEmpty)
                .count();
    }

    @Test
    void reconnectingClientCanSubscribeToAllChannelsAtOnce() {
        assertThat(allowed(SUBSCRIBE)).isEqualTo(25);
        assertThat(limits.check(new Command.Pong())).isPresent();
        assertThat(allowed(new Command.Who(new ChannelName("home")))).isEqualTo(20);

        now += Duration.ofSeconds(1).toNanos();
        assertThat(allowed(SUBSCRIBE)).isEqualTo(10);
    }

    @Test
    void namesHaveALowerLimit() {
        assertThat(allowed(NAME)).isEqualTo(10);
        assertThat(limits.check(new Command.Who(new ChannelName("home")))).isEmpty();

        now += Duration.ofSeconds(2).toNanos();
        assertThat(allowed(NAME)).isEqualTo(2);
    }

    @Test
    void clientThatRepeatsSubscribesIsRefusedAndThenClosed() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        for (int i = 0; i < 25 + RejectionRate.REJECTIONS + 10; i++) {
            ada.ask(SUBSCRIBE);
        }

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.FLOODING);
        assertThat(ada.await("error").requiredString("code")).isEqualTo("rate-limited");
    }

    @Test
    void clientThatRepeatsRenamesIsRefused() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        for (int i = 0; i < 15; i++) {
            ada.ask(NAME);
        }

        assertThat(ada.await("error").requiredString("message")).isEqualTo("too many new names");
        assertThat(ada.connection().isOpen()).isTrue();
    }
}
