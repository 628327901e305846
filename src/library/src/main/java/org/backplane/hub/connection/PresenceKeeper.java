package org.backplane.hub.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceStore;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.api.HubTimer;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.UserId;
import org.backplane.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the broker which users are in which channels on this node.
 *
 * <ul>
 *   <li>Changes of a user in a channel during a report are reported together, as one change.
 *   <li>A user who left is reported only if they do not return within the grace period.
 *   <li>A change of the number of connections alone is reported at most once in a grace period, so that the clients of a node
 *       that all reconnect at once cost the broker little.
 *   <li>A report that failed is repeated by the broker, not here.
 * </ul>
 *
 * <p>Any thread may call; all work runs serially on the hub's timer. No method blocks.
 */
public final class PresenceKeeper {

    /** After a failed report, the next one of the same user and channel waits for this time. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Key(ChannelName channel, UserId user) {}

    /** A user in a channel on this node: the current values, and those reported to the broker. */
    private static final class LocalMember {
        final User user;
        DisplayName name;
        int connections;
        int changes;
        boolean graceIsOver;
        boolean reporting;
        boolean countIsDelayed;

        /** Null if the broker does not know the member. */
        @Nullable
        Presence reported;

        LocalMember(User user, DisplayName name) {
            this.user = user;
            this.name = name;
        }

        boolean differsInConnectionsOnly(Presence current) {
            Presence before = reported;
            return before != null && before.name().equals(current.name());
        }
    }

    private final Map<Key, LocalMember> members = new HashMap<>();
    private final PresenceStore broker;
    private final NodeIdentity node;
    private final HubTimer timer;
    private final Duration grace;

    public PresenceKeeper(HubContext context, HubTimer timer, Duration grace) {
        this.broker = context.broker();
        this.node = context.node();
        this.timer = timer;
        this.grace = grace;
    }

    /** Counts a connection of the user in the channel. */
    void enter(ChannelName channel, User user, DisplayName name) {
        timer.execute(() -> {
            Key key = new Key(channel, user.id());
            LocalMember member = members.computeIfAbsent(key, k -> new LocalMember(user, name));
            member.name = name;
            member.connections++;
            member.graceIsOver = false;
            changed(key, member);
        });
    }

    /** A connection of the user has left the channel; with the last one, the grace period begins. */
    void leave(ChannelName channel, User user) {
        timer.execute(() -> {
            Key key = new Key(channel, user.id());
            LocalMember member = members.get(key);
            if (member == null) {
                return;
            }
            member.connections--;
            changed(key, member);
            if (member.connections == 0) {
                int last = member.changes;
                timer.after(grace, () -> endGrace(key, member, last));
            }
        });
    }

    /** Changes the name under which the user is shown in the channel. */
    void rename(ChannelName channel, User user, DisplayName name) {
        timer.execute(() -> {
            Key key = new Key(channel, user.id());
            LocalMember member = members.get(key);
            if (member != null) {
                member.name = name;
                changed(key, member);
            }
        });
    }

    private void changed(Key key, LocalMember member) {
        member.changes++;
        report(key, member);
    }

    private void endGrace(Key key, LocalMember member, int lastChange) {
        if (member.changes == lastChange) {
            member.graceIsOver = true;
            report(key, member);
        }
    }

    private void report(Key key, LocalMember member) {
        if (member.reporting) {
            return;
        }
        if (member.graceIsOver) {
            begin(key, member, broker.leave(key.channel(), key.user()), null);
        } else if (member.connections > 0) {
            report(key, member, presence(member));
        }
    }

    private void report(Key key, LocalMember member, Presence current) {
        if (current.equals(member.reported)) {
            return;
        }
        if (member.differsInConnectionsOnly(current)) {
            delayCount(key, member);
        } else {
            begin(key, member, broker.join(key.channel(), current), current);
        }
    }

    private void delayCount(Key key, LocalMember member) {
        if (!member.countIsDelayed) {
            member.countIsDelayed = true;
            timer.after(grace, () -> reportCount(key, member));
        }
    }

    private void reportCount(Key key, LocalMember member) {
        member.countIsDelayed = false;
        Presence current = presence(member);
        if (members.get(key) == member
                && member.connections > 0
                && !member.reporting
                && !current.equals(member.reported)) {
            begin(key, member, broker.join(key.channel(), current), current);
        }
    }

    private Presence presence(LocalMember member) {
        return new Presence(
                node.id(), node.name(), member.user.id(), member.name, member.user.verified(), member.connections);
    }

    /** @param value what the report says; null if the user has left */
    private void begin(Key key, LocalMember member, CompletionStage<Void> report, @Nullable Presence value) {
        member.reporting = true;
        report.whenComplete((done, failure) -> timer.execute(() -> {
            member.reported = value; // also after a failure: the broker repeats the report
            if (value == null && member.graceIsOver) {
                members.remove(key, member);
            }
            if (failure == null) {
                end(key, member);
            } else {
                timer.after(PAUSE, () -> end(key, member));
            }
        }));
    }

    private void end(Key key, LocalMember member) {
        member.reporting = false;
        if (members.get(key) == member) {
            report(key, member);
        }
    }

    /** Removes all members of this node without a grace period; completes when the broker has answered. */
    public CompletionStage<Void> leaveAll() {
        return CompletableFuture.supplyAsync(this::leaveNow, timer).thenCompose(done -> done);
    }

    private CompletionStage<Void> leaveNow() {
        List<Key> keys = List.copyOf(members.keySet());
        members.clear();
        return CompletableFuture.allOf(keys.stream()
                .map(key -> broker.leave(key.channel(), key.user()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
