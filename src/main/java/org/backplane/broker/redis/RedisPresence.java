package org.backplane.broker.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Presence;
import org.backplane.broker.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The users of this node as they stand in the channels: entered under the node's lease, so that others clean up after it
 * when it is dead, and entered again wherever Redis may have forgotten them or another node may have taken them out.
 *
 * <p>Thread-safe: everything happens on one turn, in the order of the calls. Every call has a number, so that one which a
 * broken link delivers late does nothing. In which channels the node has members is noted in Redis before the first comes
 * and struck out after the last has gone: a note too many is harmless, one too few would leave a ghost.
 */
final class RedisPresence {

    private static final int TOLD_AT_ONCE = 64;
    private static final int NOTED_AT_ONCE = 1_000;
    private static final Long TOO_LATE = -1L;
    private static final String GONE = "";

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reader reader;
    private final SerialExecutor turn;
    private final NodeLease lease;
    private final LeaseOwner owner = new LeaseOwner();
    private final Gate gate;
    private volatile boolean closed;

    // On the turn only:
    private final Map<ChannelName, Map<UserId, String>> users = new HashMap<>();
    private final Set<ChannelName> noted = new HashSet<>();
    private final Set<ChannelName> unsure = new LinkedHashSet<>();
    private int telling;
    private long lastNumber;
    private CompletionStage<Object> striking = CompletableFuture.completedFuture("");

    RedisPresence(LeaseId first, PresenceCalls calls, Writer writer, Reader reader, SerialExecutor turn) {
        this.calls = calls;
        this.writer = writer;
        this.reader = reader;
        this.turn = turn;
        this.gate = new Gate(writer.keepsOneOrder());
        this.lease = new NodeLease(first, calls, writer, new Reaper(calls, writer, reader, turn), turn);
    }

    /** The time between two heartbeats, in milliseconds. */
    long beatMillis() {
        return calls.beatMillis();
    }

    /** Shows that this node is alive; to be called every {@link #beatMillis()}. */
    void beat() {
        turn.execute(() -> {
            if (!closed) {
                lease.beat(owner);
            }
        });
    }

    /** Enters a user, or renews how he is shown. */
    CompletionStage<Void> join(ChannelName channel, Presence presence) {
        String shown = Replies.shown(presence);
        return onTurn(outcome -> {
            users.computeIfAbsent(channel, c -> new LinkedHashMap<>()).put(presence.user(), shown);
            note(channel);
            change(channel, Map.entry(presence.user(), shown), outcome);
        });
    }

    /** Takes a user out. */
    CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return onTurn(outcome -> {
            users.computeIfPresent(channel, (c, there) -> {
                there.remove(user);
                return there.isEmpty() ? null : there;
            });
            change(channel, Map.entry(user, GONE), outcome);
        });
    }

    /** Redis may have forgotten who is in the channel, or soon would: it is told again. */
    void tellAgain(ChannelName channel) {
        turn.execute(() -> {
            if (!closed) {
                unsure.add(channel);
                tellWhereUnsure();
            }
        });
    }

    /** Does {@link #tellAgain} for every channel in which this node has members. */
    void tellEverywhere() {
        turn.execute(() -> List.copyOf(users.keySet()).forEach(this::tellAgain));
    }

    private CompletionStage<Void> onTurn(Consumer<CompletableFuture<Void>> task) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        turn.execute(() -> {
            if (!closed) {
                task.accept(outcome);
            }
        });
        if (closed) {
            outcome.completeExceptionally(new BrokerUnavailableException("the broker is closed"));
        }
        return outcome;
    }

    private void change(ChannelName channel, Map.Entry<UserId, String> user, CompletableFuture<Void> outcome) {
        lease.begin(owner);
        Runnable tell = () -> tell(channel, calls.change(channel, lease.id(), ++lastNumber, user))
                .whenComplete((reply, failure) -> complete(outcome, null, failure));
        Runnable giveUp = () -> {
            unsure.add(channel);
            outcome.completeExceptionally(Gate.closed());
        };
        if (user.getValue().equals(GONE)) {
            gate.leave(channel, tell, giveUp);
        } else {
            gate.pass(channel, tell, giveUp);
        }
        if (!lease.mayHold()) {
            gate.replaced();
        }
    }

    private CompletionStage<Object> tell(ChannelName channel, Call call) {
        CompletionStage<Object> told = writer.repeatable(channel, call);
        told.whenCompleteAsync((reply, failure) -> settle(channel, failure == null && !TOO_LATE.equals(reply)), turn);
        return told;
    }

    private void settle(ChannelName channel, boolean done) {
        if (!done) {
            unsure.add(channel);
        } else if (!users.containsKey(channel) && noted.remove(channel)) {
            gate.notNoted(channel);
            strike(channel);
        }
    }

    private void note(ChannelName channel) {
        if (noted.add(channel)) {
            note(List.of(channel));
        }
    }

    private void strike(ChannelName channel) {
        Call strike = calls.strike(lease.id().toString(), List.of(channel));
        if (writer.keepsOneOrder()) {
            writer.repeatable(channel, strike);
        } else {
            striking = writer.repeatable(strike).exceptionally(failure -> failure);
        }
    }

    /** Redirected, a strike could come after the note that follows it: so that waits. */
    private void note(List<ChannelName> channels) {
        Call note = calls.note(lease.id(), channels);
        if (writer.keepsOneOrder()) {
            boolean isOne = channels.size() == 1;
            noteAgainIfFailed(channels, isOne ? writer.repeatable(channels.get(0), note) : writer.repeatable(note));
        } else {
            noteAgainIfFailed(channels, striking.thenCompose(struck -> writer.repeatable(note)));
        }
    }

    private void noteAgainIfFailed(List<ChannelName> channels, CompletionStage<Object> noting) {
        noting.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        channels.forEach(noted::remove);
                        channels.forEach(gate::notNoted);
                        unsure.addAll(channels);
                    } else {
                        channels.stream().filter(noted::contains).forEach(gate::noted);
                    }
                },
                turn);
    }

    private void tellWhereUnsure() {
        while (lease.isHeld() && telling < TOLD_AT_ONCE && !unsure.isEmpty()) {
            ChannelName channel = unsure.iterator().next();
            unsure.remove(channel);
            telling++;
            tellAll(channel).whenCompleteAsync((reply, failure) -> toldOne(failure == null), turn);
        }
    }

    private void toldOne(boolean answered) {
        telling--;
        if (answered) {
            tellWhereUnsure();
        }
    }

    private CompletionStage<Object> tellAll(ChannelName channel) {
        Map<UserId, String> all = users.getOrDefault(channel, Map.of());
        if (!all.isEmpty()) {
            note(channel);
        }
        CompletableFuture<Object> told = new CompletableFuture<>();
        Runnable tell = () -> tell(channel, calls.members(channel, lease.id(), ++lastNumber, all))
                .whenComplete((reply, failure) -> complete(told, reply, failure));
        Runnable giveUp = () -> {
            unsure.add(channel);
            told.completeExceptionally(Gate.closed());
        };
        if (all.isEmpty()) {
            gate.leave(channel, tell, giveUp);
        } else {
            gate.pass(channel, tell, giveUp);
        }
        return told;
    }

    private static <T> void complete(CompletableFuture<T> outcome, @Nullable T reply, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(reply);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /** Takes all users out and ends the lease; where Redis could not be told, other nodes will do it. */
    CompletionStage<Void> close() {
        CompletableFuture<CompletionStage<Void>> closing = new CompletableFuture<>();
        turn.execute(() -> {
            closed = true;
            closing.complete(endNow());
        });
        return closing.thenCompose(end -> end);
    }

    private CompletionStage<Void> endNow() {
        gate.replaced();
        noted.addAll(users.keySet());
        users.clear();
        LeaseId last = lease.id();
        return Writer.all(List.copyOf(noted).stream().map(this::tellAll))
                .thenCompose(
                        gone -> Writer.all(Stream.of(calls.strikeAll(last), calls.end(last), calls.forgetName(last))
                                .map(writer::repeatable)));
    }

    /** What becomes of the members with the lease. */
    private final class LeaseOwner implements NodeLease.Owner {
        @Override
        public void held(boolean anotherHistory) {
            gate.held();
            if (anotherHistory) {
                unsure.addAll(users.keySet());
                addWhatRedisNoted();
            }
            if (!noted.isEmpty()) {
                writer.repeatable(calls.renewNotes(lease.id()));
            }
            tellWhereUnsure();
        }

        /** Where the loss is that of a farewell, a ghost may stand. */
        private void addWhatRedisNoted() {
            reader.read(calls.allNoted(lease.id()), PresenceCalls::channels).thenAcceptAsync(unsure::addAll, turn);
        }

        @Override
        public void replaced(LeaseId former) {
            noted.addAll(users.keySet());
            unsure.addAll(noted);
            gate.replaced();
            List<ChannelName> all = List.copyOf(noted);
            for (int from = 0; from < all.size(); from += NOTED_AT_ONCE) {
                List<ChannelName> some = all.subList(from, Math.min(all.size(), from + NOTED_AT_ONCE));
                note(some);
            }
            writer.repeatable(calls.strikeAll(former));
        }
    }
}
