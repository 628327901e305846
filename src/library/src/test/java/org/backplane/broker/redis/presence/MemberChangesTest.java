package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

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

/** Tests which changes are sent together, in which order, and when their outcomes complete. */
class MemberChangesTest {

    private static final ChannelName OTHER = new ChannelName("other");

    private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(1);
    private final SerialExecutor executor = new SerialExecutor(workers);
    private final RecordingSender sender = new RecordingSender();
    private final MemberChanges changes = new MemberChanges(sender, new Maintenance(workers), executor);

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    /** A call whose reply the test completes. */
    private record SentCall(ChannelName channel, List<String> users, CompletableFuture<Object> reply) {}

    /** Records the calls, and replies at once only if configured to. */
    private static final class RecordingSender implements MemberChanges.Sender {
        final List<SentCall> calls = new CopyOnWriteArrayList<>();
        final List<String> results = new CopyOnWriteArrayList<>();
        volatile boolean answersAtOnce;

        @Override
        public CompletionStage<Object> send(ChannelName channel, List<MemberChange> some) {
            SentCall call = new SentCall(
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
        public void completed(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
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
        return add(channel, MemberChange.removal(new UserId(user), new CompletableFuture<>()));
    }

    private CompletionStage<Void> add(ChannelName channel, MemberChange change) {
        executor.execute(() -> changes.add(channel, change));
        return change.outcome();
    }

    private boolean isBusy() {
        return answer(CompletableFuture.supplyAsync(() -> changes.isBusy(HOME), executor));
    }

    @Test
    void changesDuringACallAreSentTogetherInOrder() {
        CompletionStage<Void> first = enter(HOME, "first");
        sender.await(1);
        List<CompletionStage<Void>> later =
                List.of(enter(HOME, "ada"), leave(HOME, "ada"), enter(HOME, "ada"), leave(HOME, "first"));
        enter(OTHER, "bob");
        sender.await(2);

        sender.calls.get(0).reply().complete("one");
        answer(first);
        sender.await(3);

        assertThat(sender.calls)
                .extracting(SentCall::users)
                .containsExactly(List.of("+first"), List.of("+bob"), List.of("+ada", "-ada", "+ada", "-first"));
        assertThat(later).noneMatch(outcome -> outcome.toCompletableFuture().isDone());
        sender.calls.get(2).reply().complete("three");
        later.forEach(outcome -> answer(outcome));
        assertThat(sender.results).containsExactly("home one", "home three");
    }

    @Test
    void callsAreBoundedAndAFullOneIsSentWithoutDelay() {
        enter(HOME, "first");
        sender.await(1);
        int crowd = 2 * MemberChanges.MAX_CHANGES + 1;
        List<CompletionStage<Void>> all = new ArrayList<>();
        IntStream.range(0, crowd).forEach(i -> all.add(enter(HOME, "u" + i)));
        assertThat(isBusy()).isTrue();

        for (int call = 0; call < 4; call++) {
            sender.await(call + 1);
            sender.calls.get(call).reply().complete(1L);
        }

        all.forEach(outcome -> answer(outcome));
        assertThat(sender.calls)
                .extracting(call -> call.users().size())
                .containsExactly(1, MemberChanges.MAX_CHANGES, MemberChanges.MAX_CHANGES, 1);
        assertThat(sender.calls.stream().skip(1).flatMap(call -> call.users().stream()))
                .containsExactlyElementsOf(
                        IntStream.range(0, crowd).mapToObj(i -> "+u" + i).toList());
    }

    @Test
    void manyChangesTakeFewCallsEvenIfRedisRepliesAtOnce() {
        sender.answersAtOnce = true;
        List<CompletionStage<Void>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(enter(HOME, "u" + i));
            isBusy();
        }

        all.forEach(outcome -> answer(outcome));
        assertThat(sender.calls).hasSizeLessThan(100);
    }

    @Test
    void isBusyUntilTheLastChangeIsCompleted() {
        assertThat(isBusy()).isFalse();
        enter(HOME, "ada");
        sender.await(1);
        assertThat(isBusy()).isTrue();
        CompletionStage<Void> removal = leave(HOME, "ada");

        sender.calls.get(0).reply().complete(1L);
        sender.await(2);
        assertThat(isBusy()).isTrue();
        sender.calls.get(1).reply().complete(1L);
        answer(removal);

        assertThat(isBusy()).isFalse();
    }

    @Test
    void failureCompletesTheChangesOfItsCallOnly() {
        CompletionStage<Void> first = enter(HOME, "first");
        sender.await(1);
        CompletionStage<Void> ada = enter(HOME, "ada");
        CompletionStage<Void> bob = enter(HOME, "bob");

        sender.calls.get(0).reply().completeExceptionally(new BrokerUnavailableException("away"));
        sender.await(2);

        assertThatThrownBy(() -> answer(first)).isInstanceOf(BrokerUnavailableException.class);
        sender.calls.get(1).reply().complete(1L);
        answer(ada);
        answer(bob);
        assertThat(sender.results).containsExactly("home failed", "home 1");
    }

    @Test
    void failedWaitingChangesAreNotSent() {
        enter(HOME, "first");
        sender.await(1);
        CompletionStage<Void> ada = enter(HOME, "ada");

        executor.execute(() -> changes.failAll(new BrokerUnavailableException("closed")));

        assertThatThrownBy(() -> answer(ada)).isInstanceOf(BrokerUnavailableException.class);
        sender.calls.get(0).reply().complete(1L);
        eventually("nothing is left to do", () -> !isBusy());
        assertThat(sender.calls).hasSize(1);
    }
}
