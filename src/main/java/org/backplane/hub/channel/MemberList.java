package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Snapshot;
import org.backplane.message.Member;
import org.backplane.message.Members;
import org.backplane.message.UserId;

/**
 * Who is in a channel as this node knows it: names as long as they are few enough, else a count. Not thread-safe; used on
 * the channel's turn.
 */
public final class MemberList {

    private final int limit;
    private int count;

    /** By user one presence for each node: mostly one. */
    private Map<UserId, List<Presence>> users = Map.of();

    /** @param limit how many are known by name */
    MemberList(int limit) {
        this.limit = limit;
    }

    public static MemberList of(Snapshot snapshot, int limit) {
        MemberList roster = new MemberList(limit);
        roster.replace(snapshot);
        return roster;
    }

    void replace(Snapshot snapshot) {
        users = Map.of();
        count = snapshot.count();
        snapshot.presences().forEach(this::put);
    }

    void apply(PresenceChange change) {
        count = change.count();
        if (count > limit) {
            users = Map.of();
        } else if (change.kind() == PresenceChange.Kind.LEFT) {
            put(change.presence().user(), List.of());
        } else {
            put(change.presence());
        }
    }

    private void put(Presence presence) {
        List<Presence> nodes = new ArrayList<>(users.getOrDefault(presence.user(), List.of()));
        int place = 0;
        while (place < nodes.size() && !nodes.get(place).node().equals(presence.node())) {
            place++;
        }
        if (place < nodes.size()) {
            nodes.remove(place);
        }
        if (presence.connections() > 0) {
            nodes.add(place, presence);
        }
        put(presence.user(), List.copyOf(nodes));
    }

    private void put(UserId user, List<Presence> nodes) {
        if (!nodes.isEmpty()) {
            users = users.isEmpty() ? new LinkedHashMap<>() : users;
            users.put(user, nodes);
        } else if (!users.isEmpty()) {
            users.remove(user);
        }
    }

    int count() {
        return count;
    }

    /** Whether they are too many to be named. */
    boolean isCrowd() {
        return count > limit;
    }

    /** Whether the names tell all of them. */
    boolean namesEveryone() {
        return users.size() == count;
    }

    /** Who is there; only the count if they are too many or not all known. */
    public Members members() {
        return new Members(count, namesEveryone() ? List.copyOf(byUser().values()) : List.of());
    }

    Map<UserId, Member> byUser() {
        Map<UserId, Member> members = new LinkedHashMap<>();
        users.forEach((user, nodes) -> members.put(user, member(nodes)));
        return members;
    }

    /** The user as the others see him; empty if he is not there or not known. */
    Optional<Member> member(UserId user) {
        return Optional.ofNullable(users.get(user)).map(MemberList::member);
    }

    /** A user who is known by one presence only. */
    static Member member(Presence presence) {
        return member(List.of(presence));
    }

    private static Member member(List<Presence> all) {
        Presence shown = all.get(all.size() - 1);
        return new Member(
                shown.user(),
                shown.name(),
                shown.verified(),
                all.stream().mapToInt(Presence::connections).sum(),
                all.stream()
                        .filter(p -> p.connections() > 0)
                        .map(Presence::nodeName)
                        .distinct()
                        .toList());
    }
}
