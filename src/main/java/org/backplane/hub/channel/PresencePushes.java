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
 * Tells those who listen to a channel who comes and goes; of a crowd only how large it is, once a second at most. Not
 * thread-safe; used on the channel's turn.
 */
final class PresencePushes {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LiveChannel channel;
    private final SubscriberList seats;
    private final Handlers handlers;
    private boolean pausing;
    private boolean countIsDue;
    private boolean reading;
    private int changes;

    PresencePushes(LiveChannel channel, SubscriberList seats, Handlers handlers) {
        this.channel = channel;
        this.seats = seats;
        this.handlers = handlers;
    }

    private MemberList roster() {
        return channel.image().roster();
    }

    void apply(PresenceChange change) {
        changes++;
        roster().apply(change);
        Presence presence = change.presence();
        switch (change.kind()) {
            case JOINED -> joined(roster().member(presence.user()).orElseGet(() -> MemberList.member(presence)));
            case LEFT -> left(MemberList.member(presence));
            case CHANGED -> {}
        }
        readNames();
    }

    /** Takes in who is there now and tells the difference. */
    void refresh(Snapshot now) {
        changes++;
        Map<UserId, Member> before = roster().byUser();
        roster().replace(now);
        if (roster().isCrowd()) {
            countIsDue();
            return;
        }
        Map<UserId, Member> gone = new LinkedHashMap<>(before);
        roster().byUser().forEach((user, member) -> {
            if (gone.remove(user) == null) {
                joined(member);
            }
        });
        gone.values().forEach(m -> left(new Member(m.user(), m.name(), m.verified(), 0, List.of())));
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
        if (roster().isCrowd()) {
            countIsDue();
        } else {
            seats.offerToWatchers(frame(change, member), () -> frame(change, member.withoutNodes()));
        }
    }

    private Frame frame(String change, Member member) {
        return Frame.of(Lines.presence(change, channel.name(), member, roster().count()));
    }

    private void countIsDue() {
        if (pausing) {
            countIsDue = true;
            return;
        }
        countIsDue = false;
        pausing = true;
        seats.offerToWatchers(Frame.of(Lines.count(channel.name(), roster().count())));
        channel.tools().timer().after(PAUSE, () -> channel.execute(this::pauseIsOver));
    }

    private void pauseIsOver() {
        pausing = false;
        if (countIsDue) {
            countIsDue();
        }
    }

    /** After a crowd has become few again their names have to be read; once more if somebody moved meanwhile. */
    private void readNames() {
        if (reading || roster().isCrowd() || roster().namesEveryone()) {
            return;
        }
        reading = true;
        int seen = changes;
        channel.tools()
                .broker()
                .snapshot(channel.name())
                .whenComplete((now, failure) -> channel.execute(() -> {
                    reading = false;
                    if (failure == null && seen == changes) {
                        roster().replace(now);
                    } else {
                        channel.tools().timer().after(PAUSE, () -> channel.execute(this::readNames));
                    }
                }));
    }
}
