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
 * Takes the users of dead nodes out of their channels, a slice of the channels at a time; a lease is forgotten when
 * nothing is left of it. Several nodes may reap the same one: each step is atomic and happens once. Where this one fails,
 * its claim runs out and any node goes on. For the turn of presence only.
 */
final class Reaper {

    private static final System.Logger LOG = System.getLogger(Reaper.class.getName());
    private static final int AT_ONCE = 8;
    private static final int SLICE = 32;

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reader reader;
    private final BrokerEvents events;
    private final UnreadableLog unreadable;
    private final Executor turn;
    private final Set<String> busyWith = new HashSet<>();

    Reaper(PresenceCalls calls, Commands commands, BrokerEvents events, Executor turn) {
        this.calls = calls;
        this.writer = commands.writer();
        this.reader = commands.reader();
        this.events = events;
        this.unreadable = new UnreadableLog(events);
        this.turn = turn;
    }

    /** The leases whose claims have to be renewed. */
    Set<String> busyWith() {
        return Set.copyOf(busyWith);
    }

    /** How many more leases it could take on. */
    int room() {
        return AT_ONCE - busyWith.size();
    }

    /** Cleans up after the leases, which this node has claimed. */
    void reap(List<String> leases) {
        leases.stream().filter(busyWith::add).forEach(lease -> {
            events.count(BrokerEvent.REAPED_NODE);
            LOG.log(
                    Level.INFO,
                    "Node {0} is gone without a farewell: its users are taken out of their channels. If nobody ended it, look at its server.",
                    lease);
            slice(lease);
        });
    }

    private void slice(String lease) {
        reader.read(calls.sampleChannels(lease, SLICE), LeaseChannels::parse)
                .whenCompleteAsync((noted, failure) -> takeOut(lease, noted, failure), turn);
    }

    private void takeOut(String lease, @Nullable LeaseChannels noted, @Nullable Throwable failure) {
        if (noted == null) {
            ended(lease, failure);
        } else if (noted.names().isEmpty()) {
            writer.repeatable(calls.removeDeadLease(lease)).whenCompleteAsync((done, f) -> ended(lease, f), turn);
        } else {
            for (int i = 0; i < noted.unreadable(); i++) {
                unreadable.skipped("the name of a channel", lease);
            }
            MemberSync sync = new MemberSync(new Dead(LeaseId.parse(lease)), calls, reader, turn);
            Writer.all(noted.channels().stream().map(sync::sync))
                    .thenCompose(gone -> writer.repeatable(calls.removeChannelNames(lease, noted.names())))
                    .whenCompleteAsync((done, f) -> next(lease, f), turn);
        }
    }

    private void next(String lease, @Nullable Throwable failure) {
        if (failure == null) {
            slice(lease);
        } else {
            ended(lease, failure);
        }
    }

    private void ended(String lease, @Nullable Throwable failure) {
        busyWith.remove(lease);
        if (failure != null) {
            LOG.log(Level.DEBUG, "whoever claims " + lease + " next goes on cleaning up after it", failure);
        }
    }

    /** A node of which nobody is anywhere any more, under none of its leases so far. */
    private final class Dead implements MemberSync.Node {

        private final LeaseId last;

        Dead(LeaseId last) {
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
