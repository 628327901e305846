package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.RecordingListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that many channels subscribed at once, such as inboxes of reconnecting clients, take few commands. */
class RedisStormTest {

    private static final int CHANNELS = 1_000;

    /** A tenth of the commands of single subscriptions; a slow machine needs more rounds. */
    private static final int FEW = 200;

    private static final int PLENTY = 256 * 1024;

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT1H");
    private final TestNode a = brokers.node("a");
    private final TestNode b = brokers.node("b");

    @AfterEach
    void end() {
        brokers.close();
    }

    private static List<ChannelName> channels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ChannelName("room-" + i))
                .toList();
    }

    private List<Recovery> recoverAll(List<ChannelName> channels, List<Position> since) {
        List<CompletionStage<Recovery>> pending = IntStream.range(0, channels.size())
                .mapToObj(i -> b.broker().recover(channels.get(i), since.get(i), PLENTY))
                .toList();
        return pending.stream().map(one -> answer(one)).toList();
    }

    /** Reconnecting clients do not arrive in the same microsecond. */
    private static void letTheWorkersWork(Subscription subscription) {
        CompletableFuture<Void> executed = new CompletableFuture<>();
        subscription.execute(() -> executed.complete(null));
        answer(executed);
    }

    private static Position zero(Snapshot of) {
        return new Position(of.position().epoch(), 0);
    }

    @Test
    void manyChannelsBecomeLiveAndAreRecoveredInFewCommands() {
        List<ChannelName> channels = channels(CHANNELS);
        channels.stream()
                .map(channel -> a.broker().publish(Publications.of(channel, "\"" + channel.value() + "\"")))
                .toList()
                .forEach(stage -> answer(stage));
        long scripts = RedisCrowdTest.calls(brokers.redis(), "evalsha");
        long subscribes = RedisCrowdTest.calls(brokers.redis(), "subscribe");
        RecordingListener listener = new RecordingListener();

        List<Subscription> all = new ArrayList<>();
        for (ChannelName channel : channels) {
            all.add(b.broker().subscribe(channel, listener));
            letTheWorkersWork(all.get(all.size() - 1));
        }
        List<Position> since = all.stream().map(one -> zero(answer(one.live()))).toList();
        List<Recovery> recovered = recoverAll(channels, since);

        assertThat(RedisCrowdTest.calls(brokers.redis(), "evalsha") - scripts).isLessThan(FEW);
        assertThat(RedisCrowdTest.calls(brokers.redis(), "subscribe") - subscribes)
                .isLessThan(FEW);
        for (int i = 0; i < CHANNELS; i++) {
            assertThat(recovered.get(i).messages()).hasSize(1);
            assertThat(recovered.get(i).messages().get(0).line().text())
                    .contains("\"channel\":\"room-" + i + "\"")
                    .contains("\"data\":\"room-" + i + "\"");
        }
    }

    /** Batches depend on the speed of the requests; a slow machine reaches the bound only in some attempts. */
    @Test
    void readsOfDifferentKindsAreBatched() {
        List<ChannelName> channels = channels(CHANNELS);
        List<Position> since =
                channels.stream().map(channel -> zero(a.snapshot(channel))).toList();

        eventually("few calls for all", () -> callsForTwoKinds(channels, since) < 2 * CHANNELS / 128);
    }

    private long callsForTwoKinds(List<ChannelName> channels, List<Position> since) {
        long scripts = RedisCrowdTest.calls(brokers.redis(), "evalsha");

        List<CompletionStage<Recovery>> recoveries = new ArrayList<>();
        List<CompletionStage<Snapshot>> snapshots = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            recoveries.add(b.broker().recover(channels.get(i), since.get(i), PLENTY));
            snapshots.add(b.broker().snapshot(channels.get(i)));
        }

        assertThat(snapshots).extracting(stage -> answer(stage).position()).isEqualTo(since);
        assertThat(recoveries).extracting(stage -> answer(stage).position()).isEqualTo(since);
        return RedisCrowdTest.calls(brokers.redis(), "evalsha") - scripts;
    }

    @Test
    void channelThatCannotBeReadHarmsNoOther() {
        List<ChannelName> channels = channels(40);
        a.snapshot(channels.get(7));
        brokers.redis().command("SET", "backplane:{room-7}:state", "something foreign");

        List<CompletionStage<Snapshot>> pending =
                channels.stream().map(b.broker()::snapshot).toList();

        for (int i = 0; i < channels.size(); i++) {
            CompletionStage<Snapshot> one = pending.get(i);
            if (i == 7) {
                assertThatThrownBy(() -> answer(one))
                        .isInstanceOf(BrokerUnavailableException.class)
                        .hasMessageContaining("WRONGTYPE");
            } else {
                assertThat(answer(one).count()).isZero();
            }
        }
    }

    @Test
    void resultsThatDoNotFitIntoOneReplyAreReadInSeveral() {
        List<ChannelName> channels = channels(120);
        String data = "\"" + "x".repeat(20_000) + "\"";
        channels.forEach(channel -> IntStream.range(0, 5)
                .mapToObj(i -> a.broker().publish(Publications.of(channel, data)))
                .toList()
                .forEach(stage -> answer(stage)));
        List<Position> since =
                channels.stream().map(channel -> zero(a.snapshot(channel))).toList();

        long scripts = RedisCrowdTest.calls(brokers.redis(), "evalsha");

        List<Recovery> recovered = recoverAll(channels, since);

        assertThat(RedisCrowdTest.calls(brokers.redis(), "evalsha") - scripts).isLessThan(channels.size());
        assertThat(recovered).allMatch(one -> one.recovered() && one.messages().size() == 5 && !one.more());
    }
}
