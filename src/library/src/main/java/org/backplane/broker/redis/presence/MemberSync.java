package org.backplane.broker.redis.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.backplane.broker.Presence;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.broker.redis.script.MemberField;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;

/**
 * Makes the members that Redis has for a node in a channel equal to those that the node has: enters all of them, then
 * removes those that only Redis has, under the current lease of the node or an earlier one.
 *
 * <p>Uses consecutive calls of at most {@value MemberChanges#MAX_CHANGES} users, so that Redis is blocked for some
 * milliseconds at most. Users may join and leave meanwhile: each call contains the members at the time when it is
 * built. Used only on the presence executor.
 */
public final class MemberSync {

    /** The reply to a call without effect, because a newer call was executed before it. */
    static final Long SUPERSEDED = -1L;

    private static final Long DONE = 1L;

    private final Node node;
    private final PresenceCalls calls;
    private final Reader reader;
    private final Executor executor;

    public MemberSync(Node node, PresenceCalls calls, Reader reader, Executor executor) {
        this.node = node;
        this.calls = calls;
        this.reader = reader;
        this.executor = executor;
    }

    /** The node whose members are synchronized. Used on the executor. */
    public interface Node {

        /** The current lease of the node. */
        LeaseId lease();

        /** The current members of the node in a channel. */
        Map<UserId, Presence> users(ChannelName channel);

        /** Sends changes under a lease, after all earlier changes of the channel; completes with the reply. */
        CompletionStage<Object> send(ChannelName channel, LeaseId under, List<MemberChange> changes);
    }

    /**
     * Synchronizes a channel. Completes with {@link #SUPERSEDED} if it has to be repeated, with another value when it
     * is done; fails if a call fails.
     */
    public CompletionStage<Object> sync(ChannelName channel) {
        return new ChannelSync(channel, node.lease()).enterNext();
    }

    /** The synchronization of one channel. */
    private final class ChannelSync {

        private final ChannelName channel;
        private final LeaseId lease;
        private final Deque<UserId> toEnter;
        private final Deque<MemberField> toRemove = new ArrayDeque<>();

        ChannelSync(ChannelName channel, LeaseId lease) {
            this.channel = channel;
            this.lease = lease;
            this.toEnter = new ArrayDeque<>(node.users(channel).keySet());
        }

        CompletionStage<Object> enterNext() {
            List<MemberChange> changes = new ArrayList<>();
            while (!toEnter.isEmpty() && changes.size() < MemberChanges.MAX_CHANGES) {
                Presence presence = node.users(channel).get(toEnter.remove());
                if (presence != null) {
                    changes.add(MemberChange.entry(presence, new CompletableFuture<>()));
                }
            }
            return changes.isEmpty() ? findStale() : send(lease, changes, this::enterNext);
        }

        private CompletionStage<Object> findStale() {
            return reader.read(calls.memberFields(channel), PresenceCalls::fields)
                    .thenComposeAsync(
                            fields -> {
                                fields.stream()
                                        .filter(this::isStale)
                                        .sorted(Comparator.comparing(
                                                field -> field.lease().number()))
                                        .forEach(toRemove::add);
                                return removeNext();
                            },
                            executor);
        }

        private boolean isStale(MemberField field) {
            return field.lease().node().equals(lease.node())
                    && (field.lease().number() < lease.number()
                            || (field.lease().equals(lease) && !isMember(field)));
        }

        private boolean isMember(MemberField field) {
            return field.userId().filter(node.users(channel)::containsKey).isPresent();
        }

        private CompletionStage<Object> removeNext() {
            if (!node.lease().equals(lease)) {
                return CompletableFuture.completedStage(SUPERSEDED);
            }
            List<MemberChange> changes = new ArrayList<>();
            LeaseId under = toRemove.isEmpty() ? lease : toRemove.element().lease();
            while (!toRemove.isEmpty()
                    && toRemove.element().lease().equals(under)
                    && changes.size() < MemberChanges.MAX_CHANGES) {
                MemberField next = toRemove.remove();
                if (isStale(next)) {
                    changes.add(MemberChange.removal(next.user(), new CompletableFuture<>()));
                }
            }
            if (changes.isEmpty()) {
                return toRemove.isEmpty() ? CompletableFuture.completedStage(DONE) : removeNext();
            }
            return send(under, changes, this::removeNext);
        }

        private CompletionStage<Object> send(LeaseId under, List<MemberChange> changes, Step next) {
            return node.send(channel, under, changes)
                    .thenComposeAsync(
                            reply -> SUPERSEDED.equals(reply) ? CompletableFuture.completedStage(reply) : next.run(),
                            executor);
        }
    }

    private interface Step {
        CompletionStage<Object> run();
    }
}
