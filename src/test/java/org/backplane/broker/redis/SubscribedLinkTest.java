package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backplane.config.RedisAddress;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Test;

/** For whom a confirmation of a subscription is. */
class SubscribedLinkTest {

    private static RedisFeed feed() {
        return RedisFeedTest.unused();
    }

    @Test
    void refusedSubscriptionOfAFeedThatIsGoneTakesNoLaterConfirmation() {
        try (RedisServer redis = RedisServer.start(RedisServer.preferred());
                PubSubConnection connection = RedisOpeningTest.connector(
                                RedisAddress.parse(redis.address()), new Openings(Thread::new))
                        .openPubSub(Duration.ofSeconds(5))) {
            SubscribedLink link = new SubscribedLink(connection);
            RedisFeed removed = feed();
            RedisFeed here = feed();

            link.expectConfirmation("backplane:{home}", removed);
            link.forgetAll(name -> name.contains("{home}"));
            link.expectConfirmation("backplane:{home}", here);

            assertThat(link.confirmed("backplane:{home}")).containsSame(here);
            assertThat(link.confirmed("backplane:{home}")).isEmpty();
        }
    }
}
