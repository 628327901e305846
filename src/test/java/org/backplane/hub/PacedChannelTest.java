package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel with so many listeners that its messages wait for each other. */
class PacedChannelTest {

    private static final int LISTENERS = 20;
    private static final int MESSAGES = 500;

    private final HubFixture fixture = new HubFixture(
            Map.of("connection/rate", "1000000", "connection/burst", "1000000", "connections/per-user", "1000"));
    private final Hub hub = fixture.hub();
    private final ChannelName channel = new ChannelName("busy");

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void everyListenerGetsEachMessageOnceInOrderAndInFewerFrames() {
        List<TestClient> listeners = listeners();
        TestClient speaker = TestClient.named(hub, "Speaker");

        IntStream.range(0, MESSAGES).forEach(i -> speaker.ask(new Command.Publish(channel, content(i), true)));

        for (TestClient listener : listeners) {
            eventually("all have come", () -> listener.data(channel).size() == MESSAGES);
            assertThat(listener.data(channel))
                    .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(listener.transport().frames()).hasSizeLessThan(MESSAGES / 2);
        }
    }

    @Test
    void whatFollowsMessagesDoesNotOvertakeThem() {
        List<TestClient> listeners = listeners();
        TestClient speaker = TestClient.named(hub, "Speaker");
        for (int i = 0; i < 50; i++) {
            speaker.answer(new Command.Publish(channel, content(i), true));
            speaker.answer(new Command.Publish(channel, content(i), false));
        }

        for (TestClient listener : listeners) {
            eventually("all have come", () -> listener.data(channel).size() == 100);
            assertThat(listener.data(channel))
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> Integer.toString(i / 2))
                            .toList());
        }
    }

    private static Content content(int number) {
        return new Content("chat", JsonText.ofString(Integer.toString(number)), "");
    }

    private List<TestClient> listeners() {
        List<TestClient> listeners = IntStream.range(0, LISTENERS)
                .mapToObj(i -> TestClient.named(hub, "Listener " + i))
                .toList();
        listeners.forEach(listener -> listener.subscribe(channel));
        return listeners;
    }
}
