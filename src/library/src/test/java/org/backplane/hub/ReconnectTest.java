package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users reconnect to a node that has no subscription to their channels, under the default limits. */
class ReconnectTest {

    private static final int CHANNELS = 150;
    private static final int USERS = 700;

    private final HubFixture nodes = new HubFixture(Map.of());

    @AfterEach
    void end() {
        nodes.close();
    }

    private static List<ChannelName> channels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ChannelName("room-" + i))
                .toList();
    }

    /** Creates a channel as the application, which has no limit. */
    private static Position create(Hub hub, ChannelName channel) {
        Content content = Content.of("chat", JsonText.ofString("old"));
        return hub.publish(Requester.APPLICATION, channel, content)
                .toCompletableFuture()
                .join()
                .position();
    }

    @Test
    void userOfManyChannelsRecoversAllOfThemOnAnotherNode() {
        Hub one = nodes.hub();
        Hub two = nodes.hub();
        List<ChannelName> channels = channels(CHANNELS);
        List<Position> since =
                channels.stream().map(channel -> create(one, channel)).toList();
        TestClient before = TestClient.named(one, "Ada");
        channels.forEach(before::subscribe);
        channels.forEach(channel -> create(one, channel));

        TestClient ada = before.again(two, Optional.empty());
        List<String> ids = IntStream.range(0, CHANNELS)
                .mapToObj(i -> ada.ask(new Command.Subscribe(channels.get(i), Optional.of(since.get(i)), false)))
                .toList();

        assertThat(ids).extracting(ada::answerTo).allSatisfy(answer -> assertThat(answer.requiredString("type"))
                .isEqualTo("subscribed"));
        assertThat(channels).allSatisfy(channel -> assertThat(ada.data(channel)).containsExactly("old"));
        assertThat(ada.lines("error")).isEmpty();
        assertThat(ada.connection().isOpen()).isTrue();
    }

    @Test
    void emptyChannelIsNotNew() {
        Hub one = nodes.hub();
        Hub two = nodes.hub();
        List<ChannelName> channels = channels(CHANNELS);
        List<TestClient> creators = IntStream.range(0, CHANNELS / 50)
                .mapToObj(i -> TestClient.named(one, "Founder"))
                .toList();
        IntStream.range(0, CHANNELS).forEach(i -> creators.get(i / 50).subscribe(channels.get(i)));

        TestClient ada = TestClient.named(two, "Ada");

        assertThat(channels)
                .extracting(channel -> ada.subscribe(channel).requiredString("type"))
                .containsOnly("subscribed");
    }

    @Test
    void moreUsersThanTheLimitOfNewChannelsReconnectAtOnce() {
        Hub one = nodes.hub();
        Hub two = nodes.hub();
        List<ChannelName> channels = channels(USERS);
        channels.forEach(channel -> create(one, channel));

        List<TestClient> users = channels.stream()
                .map(channel -> TestClient.named(two, "Somebody"))
                .toList();
        List<String> ids = IntStream.range(0, USERS)
                .mapToObj(i -> users.get(i).ask(new Command.Subscribe(channels.get(i), Optional.empty(), false)))
                .toList();

        assertThat(IntStream.range(0, USERS).mapToObj(i -> users.get(i).answerTo(ids.get(i))))
                .allSatisfy(answer -> assertThat(answer.requiredString("type")).isEqualTo("subscribed"));
    }
}
