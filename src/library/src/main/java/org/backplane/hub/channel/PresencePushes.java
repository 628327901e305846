package org.backplane.hub.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Snapshot;
import org.backplane.hub.api.Frame;
import org.backplane.message.Member;
import org.backplane.message.UserId;

/**
 * Pushes joins and leaves of members to the subscribers of a channel. If there are too many members to be known by name,
 * only their number is pushed, at most once a second. Not thread-safe; used on the channel's executor.
 */
final class PresencePushes {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LiveChannel channel;
    private final SubscriberList subscribers;
    private final Handlers handlers;
    private boolean pausing;
    private boolean countIsDue;
    private boolean reading;
    private int changes;

    PresencePushes(LiveChannel channel, SubscriberList subscribers, Handlers handlers) {
        this.channel = channel;
        this.subscribers = subscribers;
        this.handlers = handlers;
    }

    private MemberList memberList() {
        return channel.image().memberList();
    }

    void apply(PresenceChange change) {
        changes++;
        memberList().apply(change);
        Presence presence = change.presence();
        switch (change.kind()) {
            case JOINED -> joined(memberList().member(presence.user()).orElseGet(() -> MemberList.member(presence)));
            case LEFT -> left(MemberList.member(presence));
            case CHANGED -> {}
        }
        readMembers();
    }

    /** Replaces the members and pushes the differences. */
    void refresh(Snapshot snapshot) {
        changes++;
        Map<UserId, Member> before = memberList().byUser();
        memberList().replace(snapshot);
        if (memberList().exceedsLimit()) {
            pushCount();
            return;
        }
        Map<UserId, Member> left = new LinkedHashMap<>(before);
        memberList().byUser().forEach((user, member) -> {
            if (left.remove(user) == null) {
                joined(member);
            }
        });
        left.values().forEach(m -> left(new Member(m.user(), m.name(), m.verified(), 0, List.of())));
    }

    private void joined(Member member) {
        push("joined", member);
        handlers.joined(member);
    }

    private void left(Member member) {
        push("left", member);
        handlers.left(member);
    }

    private void push(String change, Member member) {
        if (memberList().exceedsLimit()) {
            pushCount();
        } else {
            subscribers.offerPresence(frame(change, member), () -> frame(change, member.withoutNodes()));
        }
    }

    private Frame frame(String change, Member member) {
        return Frame.of(
                Lines.presence(change, channel.name(), member, memberList().count()));
    }

    private void pushCount() {
        if (pausing) {
            countIsDue = true;
            return;
        }
        countIsDue = false;
        pausing = true;
        subscribers.offerPresence(
                Frame.of(Lines.count(channel.name(), memberList().count())));
        channel.parts().timer().after(PAUSE, () -> channel.execute(this::endPause));
    }

    private void endPause() {
        pausing = false;
        if (countIsDue) {
            pushCount();
        }
    }

    /** Reads the members when they are few enough again to be known by name; again if they changed during the read. */
    private void readMembers() {
        if (reading || memberList().exceedsLimit() || memberList().isComplete()) {
            return;
        }
        reading = true;
        int before = changes;
        channel.parts()
                .broker()
                .snapshot(channel.name())
                .whenComplete((snapshot, failure) -> channel.execute(() -> {
                    reading = false;
                    if (failure == null && before == changes) {
                        memberList().replace(snapshot);
                    } else {
                        channel.parts().timer().after(PAUSE, () -> channel.execute(this::readMembers));
                    }
                }));
    }
}
