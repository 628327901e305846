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
 * Makes the members that a node has in a channel, as Redis knows them, those that the node has: enters all of them, then
 * takes out those that only Redis knows, under this lease of the node or an earlier one.
 *
 * <p>It is done in calls of at most {@value MemberChanges#MOST_AT_ONCE} users, one after the other, so that Redis does
 * nothing else for some milliseconds at most, however many users there are. Meanwhile users may come and go: each call is
 * made of those who are there when it is made. For the turn of presence only.
 */
public final class MemberSync {

    /** The reply to a call that did nothing, because a newer one was there before. */
    static final Long TOO_LATE = -1L;

    private static final Long DONE = 1L;

    private final Node node;
    private final PresenceCalls calls;
    private final Reader reader;
    private final Executor turn;

    public MemberSync(Node node, PresenceCalls calls, Reader reader, Executor turn) {
        this.node = node;
        this.calls = calls;
        this.reader = reader;
        this.turn = turn;
    }

    /** Whose members they are; used on the turn. */
    public interface Node {

        /** What members are entered under now. */
        LeaseId lease();

        /** Who is in a channel now. */
        Map<UserId, Presence> users(ChannelName channel);

        /** Makes some changes under a lease, after all that was given for the channel before; completes with the reply. */
        CompletionStage<Object> send(ChannelName channel, LeaseId under, List<MemberChange> changes);
    }

    /** Completes with {@link #TOO_LATE} if it has to be done again, with something else when it is done; fails if it fails. */
    public CompletionStage<Object> sync(ChannelName channel) {
        return new One(channel, node.lease()).enter();
    }

    /** It is being done for one channel. */
    private final class One {

        private final ChannelName channel;
        private final LeaseId lease;
        private final Deque<UserId> toEnter;
        private final Deque<MemberField> toTakeOut = new ArrayDeque<>();

        One(ChannelName channel, LeaseId lease) {
            this.channel = channel;
            this.lease = lease;
            this.toEnter = new ArrayDeque<>(node.users(channel).keySet());
        }

        CompletionStage<Object> enter() {
            List<MemberChange> changes = new ArrayList<>();
            while (!toEnter.isEmpty() && changes.size() < MemberChanges.MOST_AT_ONCE) {
                Presence presence = node.users(channel).get(toEnter.remove());
                if (presence != null) {
                    changes.add(MemberChange.entry(presence, new CompletableFuture<>()));
                }
            }
            return changes.isEmpty() ? findOthers() : send(lease, changes, this::enter);
        }

        private CompletionStage<Object> findOthers() {
            return reader.read(calls.memberFields(channel), PresenceCalls::fields)
                    .thenComposeAsync(
                            fields -> {
                                fields.stream()
                                        .filter(this::isOther)
                                        .sorted(Comparator.comparing(
                                                field -> field.lease().number()))
                                        .forEach(toTakeOut::add);
                                return takeOut();
                            },
                            turn);
        }

        private boolean isOther(MemberField field) {
            return field.lease().node().equals(lease.node())
                    && (field.lease().number() < lease.number()
                            || (field.lease().equals(lease) && !isHere(field)));
        }

        private boolean isHere(MemberField field) {
            return field.userId().filter(node.users(channel)::containsKey).isPresent();
        }

        private CompletionStage<Object> takeOut() {
            if (!node.lease().equals(lease)) {
                return CompletableFuture.completedStage(TOO_LATE);
            }
            List<MemberChange> changes = new ArrayList<>();
            LeaseId under = toTakeOut.isEmpty() ? lease : toTakeOut.element().lease();
            while (!toTakeOut.isEmpty()
                    && toTakeOut.element().lease().equals(under)
                    && changes.size() < MemberChanges.MOST_AT_ONCE) {
                MemberField next = toTakeOut.remove();
                if (isOther(next)) {
                    changes.add(MemberChange.farewell(next.user(), new CompletableFuture<>()));
                }
            }
            if (changes.isEmpty()) {
                return toTakeOut.isEmpty() ? CompletableFuture.completedStage(DONE) : takeOut();
            }
            return send(under, changes, this::takeOut);
        }

        private CompletionStage<Object> send(LeaseId under, List<MemberChange> changes, Step next) {
            return node.send(channel, under, changes)
                    .thenComposeAsync(
                            reply -> TOO_LATE.equals(reply) ? CompletableFuture.completedStage(reply) : next.go(),
                            turn);
        }
    }

    /** What comes next. */
    private interface Step {
        CompletionStage<Object> go();
    }
}
