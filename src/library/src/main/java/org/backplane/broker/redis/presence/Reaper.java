package org.backplane.broker.redis.presence;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.Presence;
import org.backplane.broker.redis.command.Commands;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.script.LeaseChannels;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.broker.redis.script.UnreadableLog;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Removes the users of dead nodes from their channels, some channels at a time, and the lease when no channel is left.
 * Several nodes may reap the same lease: each step is atomic and happens once. If this node fails, its claim expires
 * and another node continues. Used only on the presence executor.
 */
final class Reaper {

    private static final System.Logger LOG = System.getLogger(Reaper.class.getName());
    private static final int MAX_LEASES = 8;
    private static final int CHANNELS_PER_READ = 32;

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reader reader;
    private final BrokerEvents events;
    private final UnreadableLog unreadable;
    private final Executor executor;
    private final Set<String> leases = new HashSet<>();

    Reaper(PresenceCalls calls, Commands commands, BrokerEvents events, Executor executor) {
        this.calls = calls;
        this.writer = commands.writer();
        this.reader = commands.reader();
        this.events = events;
        this.unreadable = new UnreadableLog(events);
        this.executor = executor;
    }

    /** The leases that are being reaped, whose claims have to be renewed: a copy. */
    Set<String> leases() {
        return Set.copyOf(leases);
    }

    /** How many more leases can be claimed. */
    int capacity() {
        return MAX_LEASES - leases.size();
    }

    /** Cleans up after leases that this node has claimed. */
    void reap(List<String> claimed) {
        claimed.stream().filter(leases::add).forEach(lease -> {
            events.count(BrokerEvent.REAPED_NODE);
            LOG.log(
                    Level.INFO,
                    "Node {0} stopped without closing its lease, which has expired: its users are removed from their channels. If nobody stopped it, check its server.",
                    lease);
            reapNext(lease);
        });
    }

    private void reapNext(String lease) {
        reader.read(calls.sampleChannels(lease, CHANNELS_PER_READ), LeaseChannels::parse)
                .whenCompleteAsync((recorded, failure) -> removeMembers(lease, recorded, failure), executor);
    }

    private void removeMembers(String lease, @Nullable LeaseChannels recorded, @Nullable Throwable failure) {
        if (recorded == null) {
            end(lease, failure);
        } else if (recorded.names().isEmpty()) {
            writer.repeatable(calls.removeDeadLease(lease)).whenCompleteAsync((done, e) -> end(lease, e), executor);
        } else {
            for (int i = 0; i < recorded.unreadable(); i++) {
                unreadable.skipped("the name of a channel", lease);
            }
            MemberSync sync = new MemberSync(new DeadNode(LeaseId.parse(lease)), calls, reader, executor);
            Writer.all(recorded.channels().stream().map(sync::sync))
                    .thenCompose(gone -> writer.repeatable(calls.removeChannelNames(lease, recorded.names())))
                    .whenCompleteAsync((done, e) -> continueOrEnd(lease, e), executor);
        }
    }

    private void continueOrEnd(String lease, @Nullable Throwable failure) {
        if (failure == null) {
            reapNext(lease);
        } else {
            end(lease, failure);
        }
    }

    private void end(String lease, @Nullable Throwable failure) {
        leases.remove(lease);
        if (failure != null) {
            LOG.log(Level.DEBUG, "the cleanup of " + lease + " continues after its next claim", failure);
        }
    }

    /** A node without members, under its last lease. */
    private final class DeadNode implements MemberSync.Node {

        private final LeaseId last;

        DeadNode(LeaseId last) {
            this.last = last;
        }

        @Override
        public LeaseId lease() {
            return last;
        }

        @Override
        public Map<UserId, Presence> users(ChannelName channel) {
            return Map.of();
        }

        @Override
        public CompletionStage<Object> send(ChannelName channel, LeaseId under, List<MemberChange> changes) {
            return writer.repeatable(channel, calls.changesOfDeadNode(channel, under, changes));
        }
    }
}
