package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisCluster.HOME;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes together, in which order, and when somebody learns of it. */
class MemberChangesTest {

    private static final ChannelName OTHER = new ChannelName("other");

    private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(1);
    private final SerialExecutor turn = new SerialExecutor(workers);
    private final HeldCarrier carrier = new HeldCarrier();
    private final MemberChanges changes = new MemberChanges(carrier, new Maintenance(workers), turn);

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    /** A call that is answered when the test says so. */
    private record Carried(ChannelName channel, List<String> users, CompletableFuture<Object> reply) {}

    /** Keeps what it is given to carry. */
    private static final class HeldCarrier implements MemberChanges.Carrier {
        final List<Carried> calls = new CopyOnWriteArrayList<>();
        final List<String> results = new CopyOnWriteArrayList<>();
        volatile boolean answersAtOnce;

        @Override
        public CompletionStage<Object> carry(ChannelName channel, List<MemberChange> some) {
            Carried call = new Carried(
                    channel,
                    some.stream()
                            .map(change -> (change.isEntry() ? "+" : "-") + change.user())
                            .toList(),
                    new CompletableFuture<>());
            calls.add(call);
            if (answersAtOnce) {
                call.reply().complete(1L);
            }
            return call.reply();
        }

        @Override
        public void carried(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
            results.add(channel + " " + (failure == null ? reply : "failed"));
        }

        void await(int count) {
            eventually(count + " calls", () -> calls.size() == count);
        }
    }

    private CompletionStage<Void> enter(ChannelName channel, String user) {
        return add(channel, new MemberChange(user, "{}", new CompletableFuture<>()));
    }

    private CompletionStage<Void> leave(ChannelName channel, String user) {
        return add(channel, MemberChange.farewell(new UserId(user), new CompletableFuture<>()));
    }

    private CompletionStage<Void> add(ChannelName channel, MemberChange change) {
        turn.execute(() -> changes.add(channel, change));
        return change.outcome();
    }

    private boolean isBusy() {
        return answer(CompletableFuture.supplyAsync(() -> changes.isBusy(HOME), turn));
    }

    @Test
    void whatComesWhileACallIsOnItsWayGoesTogetherInItsOrder() {
        CompletionStage<Void> first = enter(HOME, "first");
        carrier.await(1);
        List<CompletionStage<Void>> later =
                List.of(enter(HOME, "ada"), leave(HOME, "ada"), enter(HOME, "ada"), leave(HOME, "first"));
        enter(OTHER, "bob");
        carrier.await(2);

        carrier.calls.get(0).reply().complete("one");
        answer(first);
        carrier.await(3);

        assertThat(carrier.calls)
                .extracting(Carried::users)
                .containsExactly(List.of("+first"), List.of("+bob"), List.of("+ada", "-ada", "+ada", "-first"));
        assertThat(later).noneMatch(outcome -> outcome.toCompletableFuture().isDone());
        carrier.calls.get(2).reply().complete("three");
        later.forEach(outcome -> answer(outcome));
        assertThat(carrier.results).containsExactly("home one", "home three");
    }

    @Test
    void callsAreBoundedAndAFullOneWaitsForTheOneBeforeOnly() {
        enter(HOME, "first");
        carrier.await(1);
        int crowd = 2 * MemberChanges.MOST_AT_ONCE + 1;
        List<CompletionStage<Void>> all = new ArrayList<>();
        IntStream.range(0, crowd).forEach(i -> all.add(enter(HOME, "u" + i)));
        assertThat(isBusy()).isTrue();

        for (int call = 0; call < 4; call++) {
            carrier.await(call + 1);
            carrier.calls.get(call).reply().complete(1L);
        }

        all.forEach(outcome -> answer(outcome));
        assertThat(carrier.calls)
                .extracting(call -> call.users().size())
                .containsExactly(1, MemberChanges.MOST_AT_ONCE, MemberChanges.MOST_AT_ONCE, 1);
        assertThat(carrier.calls.stream().skip(1).flatMap(call -> call.users().stream()))
                .containsExactlyElementsOf(
                        IntStream.range(0, crowd).mapToObj(i -> "+u" + i).toList());
    }

    @Test
    void stormThatRedisAnswersFasterThanItComesGoesInFewCallsToo() {
        carrier.answersAtOnce = true;
        List<CompletionStage<Void>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(enter(HOME, "u" + i));
            isBusy();
        }

        all.forEach(outcome -> answer(outcome));
        assertThat(carrier.calls).hasSizeLessThan(100);
    }

    @Test
    void isBusyUntilTheLastChangeIsCarried() {
        assertThat(isBusy()).isFalse();
        enter(HOME, "ada");
        carrier.await(1);
        assertThat(isBusy()).isTrue();
        CompletionStage<Void> farewell = leave(HOME, "ada");

        carrier.calls.get(0).reply().complete(1L);
        carrier.await(2);
        assertThat(isBusy()).isTrue();
        carrier.calls.get(1).reply().complete(1L);
        answer(farewell);

        assertThat(isBusy()).isFalse();
    }

    @Test
    void failureIsToldToEachOfItsCallAndTheNextCallGoes() {
        CompletionStage<Void> first = enter(HOME, "first");
        carrier.await(1);
        CompletionStage<Void> ada = enter(HOME, "ada");
        CompletionStage<Void> bob = enter(HOME, "bob");

        carrier.calls.get(0).reply().completeExceptionally(new BrokerUnavailableException("away"));
        carrier.await(2);

        assertThatThrownBy(() -> answer(first)).isInstanceOf(BrokerUnavailableException.class);
        carrier.calls.get(1).reply().complete(1L);
        answer(ada);
        answer(bob);
        assertThat(carrier.results).containsExactly("home failed", "home 1");
    }

    @Test
    void whatWaitsCanBeFailedAndIsNotCarriedThen() {
        enter(HOME, "first");
        carrier.await(1);
        CompletionStage<Void> ada = enter(HOME, "ada");

        turn.execute(() -> changes.failAll(new BrokerUnavailableException("closed")));

        assertThatThrownBy(() -> answer(ada)).isInstanceOf(BrokerUnavailableException.class);
        carrier.calls.get(0).reply().complete(1L);
        eventually("nothing is left to do", () -> !isBusy());
        assertThat(carrier.calls).hasSize(1);
    }
}
