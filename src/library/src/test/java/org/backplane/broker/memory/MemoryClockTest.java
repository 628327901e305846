package org.backplane.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a clock that was a year ahead has no lasting effect after it is corrected. */
class MemoryClockTest {

    private static final ChannelName HOME = new ChannelName("home");
    private static final Duration YEAR = Duration.ofDays(365);

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(
            Configuration.of(Map.of("publish/key-age", "PT5M", "channel/age", "PT4H", "history/age", "PT1H")), clock);
    private final BrokerNodes brokers =
            new BrokerNodes((node, threads) -> new MemoryBroker(node, store, threads), clock::advance);
    private final TestNode node = brokers.node("a");

    @AfterEach
    void end() {
        brokers.close();
    }

    private void wasAhead(Runnable meanwhile) {
        clock.advance(YEAR);
        meanwhile.run();
        clock.advance(YEAR.negated());
    }

    @Test
    void timeOfMessagesIsThatOfTheClockAgain() {
        wasAhead(() -> node.publish(HOME, 1));
        Position start = new Position(node.top(HOME).epoch(), 0);
        node.publish(HOME, 1);
        clock.advance(Duration.ofSeconds(6));
        node.publish(HOME, 1);

        List<StoredMessage> messages = node.recover(HOME, start).messages();
        assertThat(messages.get(1).at()).isEqualTo(clock.millis() - 1_000);
        assertThat(messages.get(2).at()).isEqualTo(clock.millis());
    }

    @Test
    void keyOfTheTimeAheadIsKnownForAKeyAge() {
        Publication keyed = Publications.keyed(HOME, "ada", "key", "1");
        wasAhead(() -> node.publish(keyed));
        Position first = node.publish(keyed).position();
        clock.advance(Duration.ofMinutes(4));
        assertThat(node.publish(keyed).position()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(2));
        assertThat(node.publish(keyed).position()).isEqualTo(first.plus(1));
    }

    @Test
    void channelThatNobodyUsesIsForgotten() {
        wasAhead(() -> node.publish(HOME, 1));
        Position start = node.publish(HOME, 1).get(0).position();
        clock.advance(Duration.ofHours(5));
        assertThat(node.top(HOME).epoch()).isNotEqualTo(start.epoch());
    }

    @Test
    void sweepsGoOn() {
        assertThat(store.isSweepDue()).isTrue();
        wasAhead(() -> assertThat(store.isSweepDue()).isTrue());
        assertThat(store.isSweepDue()).isTrue();
        assertThat(store.isSweepDue()).isFalse();
    }
}
