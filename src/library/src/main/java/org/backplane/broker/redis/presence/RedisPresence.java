package org.backplane.broker.redis.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * The members of this node in all channels. They are entered under the node's lease, so that other nodes clean up after a
 * crash, and are synchronized wherever Redis may have lost them or another node may have removed them.
 *
 * <p>Thread-safe: everything runs serially on one executor, in the order of the calls. Changes of a channel that arrive
 * while a call is in flight are sent together in the next one. Every call has a number, so that a call that is executed
 * late, after a link broke, has no effect.
 */
public final class RedisPresence {

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reader reader;
    private final SerialExecutor executor;
    private final BrokerEvents events;
    private final NodeLease lease;
    private final LeaseOwner owner = new LeaseOwner();
    private final MembershipBarrier barrier;
    private final NodeChannels channels;
    private final MemberChanges changes;
    private final MemberSync sync;
    private final ResyncQueue resyncs;

    private volatile boolean closed;

    // Used on the executor only:
    private final Map<ChannelName, Map<UserId, Presence>> users = new HashMap<>();
    private long lastNumber;

    public RedisPresence(
            PresenceCalls calls,
            Commands commands,
            Maintenance maintenance,
            BrokerEvents events,
            SerialExecutor executor) {
        this.calls = calls;
        this.writer = commands.writer();
        this.reader = commands.reader();
        this.executor = executor;
        this.events = events;
        this.barrier = new MembershipBarrier(writer.keepsOneOrder());
        this.channels = new NodeChannels(calls, writer, barrier, executor);
        this.changes = new MemberChanges(new ChangeSender(), maintenance, executor);
        this.sync = new MemberSync(new ThisNode(), calls, reader, executor);
        this.lease = new NodeLease(calls, writer, new Reaper(calls, commands, events, executor), executor);
        this.resyncs = new ResyncQueue(lease::isConfirmed, this::sync, maintenance, executor);
    }

    /** The interval between two heartbeats, in milliseconds. */
    public long heartbeatMillis() {
        return calls.heartbeatMillis();
    }

    /** Renews the lease of this node; called every {@link #heartbeatMillis()}. */
    public void heartbeat() {
        executor.execute(() -> {
            if (!closed) {
                lease.renew(owner);
            }
        });
    }

    /** Compares the shared settings with those of the other nodes, if the lease is confirmed. */
    public void compare(SettingsComparison settings) {
        executor.execute(() -> {
            if (!closed && lease.isConfirmed()) {
                writer.repeatable(calls.shareSettings(lease.id(), settings.text()))
                        .thenAccept(settings::compare);
            }
        });
    }

    /** Enters a user, or updates their presence; completes when Redis has stored it. */
    public CompletionStage<Void> join(ChannelName channel, Presence presence) {
        return submit(outcome -> {
            users.computeIfAbsent(channel, c -> new LinkedHashMap<>()).put(presence.user(), presence);
            changes.add(channel, MemberChange.entry(presence, outcome));
        });
    }

    /** Removes a user; completes when Redis has stored it. */
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return submit(outcome -> {
            users.computeIfPresent(channel, (c, members) -> {
                members.remove(user);
                return members.isEmpty() ? null : members;
            });
            changes.add(channel, MemberChange.removal(user, outcome));
        });
    }

    /** Synchronizes the members of a channel that Redis may have lost, or whose time to live would soon end. */
    public void resync(ChannelName channel) {
        executor.execute(() -> {
            if (!closed) {
                resyncs.add(List.of(channel));
                resyncs.proceed();
            }
        });
    }

    /** Calls {@link #resync} for every channel in which this node has members. */
    public void resyncAll() {
        executor.execute(() -> List.copyOf(users.keySet()).forEach(this::resync));
    }

    private CompletionStage<Void> submit(Consumer<CompletableFuture<Void>> task) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        executor.execute(() -> {
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

    /** Sends a call through the barrier; the call is built when it is sent, with the lease and the number of that time. */
    private CompletionStage<Object> send(ChannelName channel, boolean entersUsers, Supplier<Call> call) {
        if (entersUsers) {
            channels.record(channel, lease.id(), resyncs::add);
        }
        return barrier.send(channel, entersUsers, () -> writer.repeatable(channel, call.get()));
    }

    private CompletionStage<Object> sync(ChannelName channel) {
        return sync.sync(channel).whenCompleteAsync((reply, failure) -> settle(channel, reply, failure), executor);
    }

    /** After a call: repeats what failed, and removes the record of a channel without members. */
    private void settle(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
        if (failure != null || MemberSync.SUPERSEDED.equals(reply)) {
            resyncs.add(List.of(channel));
            resyncs.retryLater();
        } else if (!users.containsKey(channel) && !changes.isBusy(channel)) {
            channels.remove(channel, lease.id());
        }
    }

    private Set<ChannelName> channelsWithRecordsOrMembers() {
        Set<ChannelName> all = new HashSet<>(channels.recorded());
        all.addAll(users.keySet());
        return all;
    }

    /**
     * Removes all users of this node and ends the lease; where that fails, other nodes do it.
     *
     * @return completes when Redis has done it, or fails
     */
    public CompletionStage<Void> close() {
        CompletableFuture<CompletionStage<Void>> closing = new CompletableFuture<>();
        executor.execute(() -> {
            closed = true;
            resyncs.close();
            closing.complete(removeAll());
        });
        return closing.thenCompose(end -> end);
    }

    private CompletionStage<Void> removeAll() {
        barrier.leaseReplaced();
        changes.failAll(isClosed());
        Set<ChannelName> all = channelsWithRecordsOrMembers();
        users.clear();
        LeaseId last = lease.id();
        return Writer.all(all.stream().map(this::sync))
                .thenCompose(removed -> Writer.all(Stream.of(
                                calls.removeAllChannels(last),
                                calls.endLease(last),
                                calls.forgetName(last),
                                calls.forgetSettings(last))
                        .map(writer::repeatable)));
    }

    /** Keeps the members in step with the lease. */
    private final class LeaseOwner implements NodeLease.Owner {

        @Override
        public void confirmed(boolean replicationIdChanged) {
            barrier.confirmLease();
            if (replicationIdChanged) {
                resyncs.add(users.keySet());
                resyncRecordedChannels();
            }
            if (!channels.recorded().isEmpty()) {
                writer.repeatable(calls.renewChannels(lease.id()));
            }
            resyncs.proceed();
        }

        /** If Redis has lost the removal of a user, the user is still a member of a channel that this node left. */
        private void resyncRecordedChannels() {
            reader.read(calls.allChannels(lease.id()), reply -> LeaseChannels.parse(reply)
                            .channels())
                    .thenAcceptAsync(resyncs::add, executor);
        }

        @Override
        public void lost() {
            events.count(BrokerEvent.LOST_LEASE);
        }

        @Override
        public void replaced(LeaseId former) {
            Set<ChannelName> all = channelsWithRecordsOrMembers();
            resyncs.add(all);
            barrier.leaseReplaced();
            channels.recordAll(all, lease.id(), resyncs::add);
            writer.repeatable(calls.removeAllChannels(former));
        }
    }

    /** This node, as the synchronization sees it. */
    private final class ThisNode implements MemberSync.Node {

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
            return RedisPresence.this.send(
                    channel,
                    some.stream().anyMatch(MemberChange::isEntry),
                    () -> calls.changes(channel, under, ++lastNumber, some));
        }
    }

    /** Sends the changes of members. */
    private final class ChangeSender implements MemberChanges.Sender {

        @Override
        public CompletionStage<Object> send(ChannelName channel, List<MemberChange> some) {
            lease.begin(owner);
            CompletionStage<Object> outcome = RedisPresence.this.send(
                    channel,
                    some.stream().anyMatch(MemberChange::isEntry),
                    () -> calls.changes(channel, lease.id(), ++lastNumber, some));
            if (!lease.mayHold()) {
                barrier.leaseReplaced();
            }
            return outcome;
        }

        @Override
        public void completed(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure) {
            settle(channel, reply, failure);
        }
    }
}
