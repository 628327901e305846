package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.FaultyBroker;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.hub.outbound.QueueBudget;
import org.backplane.message.ChannelName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final ChannelName HOME = new ChannelName("home");
    private static final Duration LINGER = Duration.ofMillis(400);

    private final Configuration configuration = Configuration.of(Map.of());
    private final HubTimer timer = new HubTimer(Thread::new);
    private final FaultyBroker broker = new FaultyBroker(
            new MemoryBroker(NodeIdentity.random("a"), new MemoryStore(configuration, Clock.systemUTC()), Thread::new));
    private final Channels channels = new Channels(new ChannelParts(
            broker,
            timer,
            new QueueBudget(configuration),
            RecentMessagesBudget.of(configuration),
            new HubCounters(),
            500,
            LINGER));

    @AfterEach
    void end() {
        timer.close();
        broker.close();
    }

    @Test
    void subscriptionIsSharedAndEndsSomeTimeAfterTheLastRelease() {
        LiveChannel channel = channels.retain(HOME, CreationCharge.NONE);
        assertThat(channels.retain(HOME, CreationCharge.NONE)).isSameAs(channel);
        assertThat(broker.subscriptions.get()).isEqualTo(1);

        channel.release();
        Awaitility.await().during(LINGER.multipliedBy(2)).until(() -> broker.subscriptions.get() == 1);
        channel.release();

        eventually("the end", () -> broker.subscriptions.get() == 0 && channels.count() == 0);
        assertThat(channels.retain(HOME, CreationCharge.NONE)).isNotSameAs(channel);
        assertThat(broker.subscriptions.get()).isEqualTo(1);
    }

    @Test
    void retainCancelsTheEnd() {
        eventually("retained before the end", this::retainsTheSameAfterARelease);

        Awaitility.await().during(LINGER.multipliedBy(2)).until(() -> broker.subscriptions.get() == 1);
    }

    private boolean retainsTheSameAfterARelease() {
        LiveChannel channel = channels.retain(HOME, CreationCharge.NONE);
        channel.release();
        LiveChannel again = channels.retain(HOME, CreationCharge.NONE);
        if (again != channel) {
            again.release(); // the machine was slower than LINGER
        }
        return again == channel;
    }

    @Test
    void channelThatCouldNotBecomeLiveIsReplaced() {
        broker.down(true);
        LiveChannel failed = channels.retain(HOME, CreationCharge.NONE);
        eventually("nothing", () -> channels.count() == 0);
        broker.down(false);

        assertThat(channels.retain(HOME, CreationCharge.NONE)).isNotSameAs(failed);
        failed.release();
        assertThat(channels.count()).isEqualTo(1);
    }
}
