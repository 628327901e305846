package org.backplane.broker.redis.presence;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Presence;
import org.backplane.broker.redis.command.Commands;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseChannels;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The users of this node as they stand in the channels: entered under the node's lease, so that others clean up after it
 * when it is dead, and entered again wherever Redis may have forgotten them or another node may have taken them out.
 *
 * <p>Thread-safe: everything happens on one turn, in the order of the calls; what is asked of a channel while Redis is being
 * told goes together in the next call. Every call has a number, so that one which a broken link delivers late does nothing.
 */
public final class RedisPresence {

    private static final int TOLD_AT_ONCE = 64;
    private static final long RETRY_MILLIS = 1_000;

    private final PresenceCalls calls;
    private final Writer writer;
    private final Maintenance upkeep;
    private final Reader reader;
    private final SerialExecutor turn;
    private final BrokerEvents events;
    private final NodeLease lease;
    private final LeaseOwner owner = new LeaseOwner();
    private final MembershipBarrier gate;
    private final NodeChannels notes;
    private final MemberChanges changes;
    private final MemberSync sync;
    private volatile boolean closed;

    // On the turn only:
    private final Map<ChannelName, Map<UserId, Presence>> users = new HashMap<>();
    private final Set<ChannelName> unsure = new LinkedHashSet<>();
    private final Set<ChannelName> telling = new HashSet<>();
    private long lastNumber;
    private boolean retryDue;

    public RedisPresence(
            PresenceCalls calls, Commands commands, Maintenance upkeep, BrokerEvents events, SerialExecutor turn) {
        this.calls = calls;
        this.writer = commands.writer();
        this.reader = commands.reader();
        this.turn = turn;
        this.upkeep = upkeep;
        this.events = events;
        this.gate = new MembershipBarrier(writer.keepsOneOrder());
        this.notes = new NodeChannels(calls, writer, gate, turn);
        this.changes = new MemberChanges(new Carrier(), upkeep, turn);
        this.sync = new MemberSync(new Here(), calls, reader, turn);
        this.lease = new NodeLease(calls, writer, new Reaper(calls, commands, events, turn), turn);
    }

    /** The time between two heartbeats, in milliseconds. */
    public long beatMillis() {
        return calls.heartbeatMillis();
    }

    /** Shows that this node is alive; to be called every {@link #beatMillis()}. */
    public void beat() {
        turn.execute(() -> {
            if (!closed) {
                lease.beat(owner);
            }
        });
    }

    /** Compares the settings that all nodes share with those of the others, if the lease holds. */
    public void compare(SettingsComparison settings) {
        turn.execute(() -> {
            if (!closed && lease.isHeld()) {
                writer.repeatable(calls.shareSettings(lease.id(), settings.text()))
                        .thenAccept(settings::compare);
            }
        });
    }

    /** Enters a user, or renews how he is shown. */
    public CompletionStage<Void> join(ChannelName channel, Presence presence) {
        return onTurn(outcome -> {
            users.computeIfAbsent(channel, c -> new LinkedHashMap<>()).put(presence.user(), presence);
            changes.add(channel, MemberChange.entry(presence, outcome));
        });
    }

    /** Takes a user out. */
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return onTurn(outcome -> {
            users.computeIfPresent(channel, (c, there) -> {
                there.remove(user);
                return there.isEmpty() ? null : there;
            });
            changes.add(channel, MemberChange.farewell(user, outcome));
        });
    }

    /** Redis may have forgotten who is in the channel, or soon would: it is told again. */
    public void tellAgain(ChannelName channel) {
        turn.execute(() -> {
            if (!closed) {
                unsure.add(channel);
                tellWhereUnsure();
            }
        });
    }

    /** Does {@link #tellAgain} for every channel in which this node has members. */
    public void tellEverywhere() {
        turn.execute(() -> List.copyOf(users.keySet()).forEach(this::tellAgain));
    }

    private CompletionStage<Void> onTurn(Consumer<CompletableFuture<Void>> task) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        turn.execute(() -> {
            if (closed) {
                outcome.completeExceptionally(isClosed());
            } else {
                task.accept(outcome);
            }
        });
        if (closed) {
            outcome.completeExceptionally(isClosed());
        }
        return outcome;
    }

    private static BrokerUnavailableException isClosed() {
        return new BrokerUnavailableException("the broker is closed");
    }

    /** Makes the call when the gate lets it pass, under the lease and with the number that count then. */
    private CompletionStage<Object> pass(ChannelName channel, boolean someoneEnters, Supplier<Call> call) {
        CompletableFuture<Object> told = new CompletableFuture<>();
        Runnable tell = () ->
                writer.repeatable(channel, call.get()).whenComplete((reply, failure) -> complete(told, reply, failure));
        Runnable giveUp = () -> told.completeExceptionally(MembershipBarrier.closed());
        if (someoneEnters) {
            notes.note(channel, lease.id(), this::unsure);
            gate.pass(channel, tell, giveUp);
        } else {
            gate.leave(channel, tell, giveUp);
        }
        return told;
    }

    private static void complete(CompletableFuture<Object> told, @Nullable Object reply, @Nullable Throwable failure) {
        if (failure == null) {
            told.complete(reply);
        } else {
            told.completeExceptionally(failure);
        }
    }

    private void settle(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
        if (failure != null || MemberSync.TOO_LATE.equals(reply)) {
            unsure.add(channel);
            retryLater();
        } else if (!users.containsKey(channel) && !changes.isBusy(channel)) {
            notes.strike(channel, lease.id());
        }
    }

    private void retryLater() {
        if (!retryDue && !closed) {
            retryDue = true;
            upkeep.after(
                    RETRY_MILLIS,
                    () -> turn.execute(() -> {
                        retryDue = false;
                        tellWhereUnsure();
                    }));
        }
    }

    private Set<ChannelName> whereMembersAreOrWere() {
        Set<ChannelName> all = new HashSet<>(notes.noted());
        all.addAll(users.keySet());
        return all;
    }

    private void unsure(Collection<ChannelName> channels) {
        unsure.addAll(channels);
    }

    private void tellWhereUnsure() {
        while (lease.isHeld() && telling.size() < TOLD_AT_ONCE) {
            Optional<ChannelName> next = unsure.stream()
                    .filter(channel -> !telling.contains(channel))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            unsure.remove(next.get());
            telling.add(next.get());
            tellAll(next.get()).whenCompleteAsync((reply, failure) -> toldOne(next.get(), failure == null), turn);
        }
    }

    private void toldOne(ChannelName channel, boolean answered) {
        telling.remove(channel);
        if (answered) {
            tellWhereUnsure();
        }
    }

    private CompletionStage<Object> tellAll(ChannelName channel) {
        return sync.sync(channel).whenCompleteAsync((reply, failure) -> settle(channel, reply, failure), turn);
    }

    /** Takes all users out and ends the lease; where Redis could not be told, other nodes will do it. */
    public CompletionStage<Void> close() {
        CompletableFuture<CompletionStage<Void>> closing = new CompletableFuture<>();
        turn.execute(() -> {
            closed = true;
            closing.complete(endNow());
        });
        return closing.thenCompose(end -> end);
    }

    private CompletionStage<Void> endNow() {
        gate.replaced();
        changes.failAll(isClosed());
        Set<ChannelName> all = whereMembersAreOrWere();
        users.clear();
        LeaseId last = lease.id();
        return Writer.all(all.stream().map(this::tellAll))
                .thenCompose(gone -> Writer.all(Stream.of(
                                calls.removeAllChannels(last),
                                calls.endLease(last),
                                calls.forgetName(last),
                                calls.forgetSettings(last))
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
            if (!notes.noted().isEmpty()) {
                writer.repeatable(calls.renewChannels(lease.id()));
            }
            tellWhereUnsure();
        }

        /** Where the loss is that of a farewell, a ghost may stand. */
        private void addWhatRedisNoted() {
            reader.read(calls.allChannels(lease.id()), noted -> LeaseChannels.parse(noted)
                            .channels())
                    .thenAcceptAsync(unsure::addAll, turn);
        }

        @Override
        public void lost() {
            events.count(BrokerEvent.LOST_LEASE);
        }

        @Override
        public void replaced(LeaseId former) {
            Set<ChannelName> all = whereMembersAreOrWere();
            unsure.addAll(all);
            gate.replaced();
            notes.noteAll(all, lease.id(), RedisPresence.this::unsure);
            writer.repeatable(calls.removeAllChannels(former));
        }
    }

    /** The members that Redis is to know. */
    private final class Here implements MemberSync.Node {
        @Override
        public LeaseId lease() {
            return lease.id();
        }

        @Override
        public Map<UserId, Presence> users(ChannelName channel) {
            return users.getOrDefault(channel, Map.of());
        }

        @Override
        public CompletionStage<Object> send(ChannelName channel, LeaseId under, List<MemberChange> some) {
            return pass(
                    channel,
                    some.stream().anyMatch(MemberChange::isEntry),
                    () -> calls.changes(channel, under, ++lastNumber, some));
        }
    }

    /** How changes reach Redis. */
    private final class Carrier implements MemberChanges.Carrier {
        @Override
        public CompletionStage<Object> carry(ChannelName channel, List<MemberChange> some) {
            lease.begin(owner);
            CompletionStage<Object> told = pass(
                    channel,
                    some.stream().anyMatch(MemberChange::isEntry),
                    () -> calls.changes(channel, lease.id(), ++lastNumber, some));
            if (!lease.mayHold()) {
                gate.replaced();
            }
            return told;
        }

        @Override
        public void carried(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
            settle(channel, reply, failure);
        }
    }
}
