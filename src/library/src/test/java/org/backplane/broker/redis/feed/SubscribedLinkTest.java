package org.backplane.broker.redis.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backplane.broker.redis.RedisOpeningTest;
import org.backplane.broker.redis.link.LinkOpenings;
import org.backplane.broker.redis.link.PubSubConnection;
import org.backplane.config.RedisAddress;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Test;

/** Tests which feed a confirmation of a subscription belongs to. */
class SubscribedLinkTest {

    private static ChannelFeed feed() {
        return ChannelFeedTest.unused();
    }

    @Test
    void refusedSubscriptionTakesNoLaterConfirmation() {
        try (RedisServer redis = RedisServer.start(RedisServer.preferred());
                PubSubConnection connection = RedisOpeningTest.connector(
                                RedisAddress.parse(redis.address()), new LinkOpenings(Thread::new))
                        .openPubSub(Duration.ofSeconds(5))) {
            SubscribedLink link = new SubscribedLink(connection);
            ChannelFeed removed = feed();
            ChannelFeed current = feed();

            link.expectConfirmation("backplane:{home}", removed);
            link.forgetAll(name -> name.contains("{home}"));
            link.expectConfirmation("backplane:{home}", current);

            assertThat(link.confirmed("backplane:{home}")).containsSame(current);
            assertThat(link.confirmed("backplane:{home}")).isEmpty();
        }
    }
}
