package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.command.Write;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests when members may be entered in a Redis Cluster, whose replies come in any order; the test replies. */
class NodeChannelsTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final PresenceCalls calls = new PresenceCalls(
            new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a")), Configuration.of(Map.of()));
    private final ClusterReplies writer = new ClusterReplies();
    private final MembershipBarrier barrier = new MembershipBarrier(false);
    private final NodeChannels channels = new NodeChannels(calls, writer, barrier, Runnable::run);
    private final LeaseId lease = calls.firstLease();
    private final List<ChannelName> failed = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void holdTheLease() {
        barrier.confirmLease();
    }

    @Test
    void membersWaitForTheRecordOfTheirChannel() {
        record(lease);
        enter("ada");
        assertThat(sent).isEmpty();

        writer.answer(0);

        assertThat(sent).containsExactly("ada");
    }

    @Test
    void recordUnderAFormerLeaseLetsNobodyIn() {
        record(lease);
        barrier.leaseReplaced();
        channels.recordAll(List.of(HOME), lease.next(), failed::addAll);
        barrier.confirmLease();
        enter("ada");

        writer.answer(0);
        assertThat(sent).isEmpty();
        writer.answer(1);

        assertThat(sent).containsExactly("ada");
    }

    @Test
    void recordThatWasRemovedMeanwhileLetsNobodyIn() {
        record(lease);
        channels.remove(HOME, lease);
        record(lease);
        enter("ada");

        writer.answer(0);
        assertThat(sent).isEmpty();
        writer.answer(1);
        writer.answer(2);

        assertThat(sent).containsExactly("ada");
    }

    @Test
    void failureUnderAFormerLeaseDoesNotCancelTheNewRecord() {
        record(lease);
        channels.recordAll(List.of(HOME), lease.next(), failed::addAll);
        enter("ada");

        writer.fail(0);
        assertThat(channels.recorded()).containsExactly(HOME);
        assertThat(failed).isEmpty();
        writer.answer(1);

        assertThat(sent).containsExactly("ada");
    }

    @Test
    void failureToRecordIsReported() {
        record(lease);

        writer.fail(0);

        assertThat(channels.recorded()).isEmpty();
        assertThat(failed).containsExactly(HOME);
    }

    private void record(LeaseId under) {
        channels.record(HOME, under, (Collection<ChannelName> some) -> failed.addAll(some));
    }

    private void enter(String user) {
        CompletionStage<Object> entered = barrier.send(HOME, true, () -> {
            sent.add(user);
            return CompletableFuture.completedStage("OK");
        });
        assertThat(entered).isNotNull();
    }

    /** Replies to the calls, in any order. */
    private static final class ClusterReplies implements Writer {

        private final List<Write.OfCall> offered = new ArrayList<>();

        void answer(int call) {
            offered.get(call).pending().answered().accept(1L);
        }

        void fail(int call) {
            offered.get(call).pending().failed().accept(new BrokerUnavailableException("no"));
        }

        @Override
        public void offer(Write write) {
            offered.add((Write.OfCall) write);
        }

        @Override
        public boolean isUp(Call call) {
            return true;
        }

        @Override
        public boolean keepsOneOrder() {
            return false;
        }
    }
}
