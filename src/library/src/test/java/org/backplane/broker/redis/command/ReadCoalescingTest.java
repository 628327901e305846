package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.junit.jupiter.api.Test;

/** When a round of reads waits for more reads. */
class ReadCoalescingTest {

    private final RedisCalls calls = new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a"));
    private final AtomicLong clock = new AtomicLong();
    private final ReadCoalescing gathering = new ReadCoalescing(clock::get);
    private final ChannelName channel = new ChannelName("home");

    private List<PendingCall> checks(int count) {
        return Collections.nCopies(count, pending(calls.check(channel, Position.NONE)));
    }

    private List<PendingCall> snapshots(int count) {
        return Collections.nCopies(count, pending(calls.snapshot(channel)));
    }

    private static PendingCall pending(Call call) {
        return new PendingCall(call, true, reply -> {}, why -> {});
    }

    private long waitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(gathering.waitNanos());
    }

    @Test
    void checksOfTheNodeDoNotCount() {
        gathering.roundCollected(checks(200));

        assertThat(waitMillis()).isZero();
    }

    @Test
    void roundsAfterManyReadsWait() {
        gathering.roundCollected(snapshots(8));
        assertThat(waitMillis()).isEqualTo(20);

        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(waitMillis()).isZero();
    }

    @Test
    void roundsInAStormWaitLonger() {
        List<PendingCall> both = new ArrayList<>(checks(50));
        both.addAll(snapshots(64));
        gathering.roundCollected(both);

        assertThat(waitMillis()).isEqualTo(60);
    }

    @Test
    void fewReadsDoNotWait() {
        gathering.roundCollected(snapshots(7));

        assertThat(waitMillis()).isZero();
    }
}
