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

/** A channel with so many subscribers that its messages are coalesced. */
class CoalescedChannelTest {

    private static final int SUBSCRIBERS = 20;
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
    void everySubscriberReceivesEachMessageOnceInOrderAndInFewerFrames() {
        List<TestClient> subscribers = subscribers();
        TestClient publisher = TestClient.named(hub, "Speaker");

        IntStream.range(0, MESSAGES).forEach(i -> publisher.ask(new Command.Publish(channel, content(i), true)));

        for (TestClient subscriber : subscribers) {
            eventually("all messages", () -> subscriber.data(channel).size() == MESSAGES);
            assertThat(subscriber.data(channel))
                    .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(subscriber.transport().frames()).hasSizeLessThan(MESSAGES / 2);
        }
    }

    @Test
    void transientMessagesDoNotOvertakeCoalescedOnes() {
        List<TestClient> subscribers = subscribers();
        TestClient publisher = TestClient.named(hub, "Speaker");
        for (int i = 0; i < 50; i++) {
            publisher.answer(new Command.Publish(channel, content(i), true));
            publisher.answer(new Command.Publish(channel, content(i), false));
        }

        for (TestClient subscriber : subscribers) {
            eventually("all messages", () -> subscriber.data(channel).size() == 100);
            assertThat(subscriber.data(channel))
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> Integer.toString(i / 2))
                            .toList());
        }
    }

    private static Content content(int number) {
        return new Content("chat", JsonText.ofString(Integer.toString(number)), "");
    }

    private List<TestClient> subscribers() {
        List<TestClient> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> TestClient.named(hub, "Listener " + i))
                .toList();
        subscribers.forEach(subscriber -> subscriber.subscribe(channel));
        return subscribers;
    }
}
