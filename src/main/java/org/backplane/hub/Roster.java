package org.backplane.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Snapshot;
import org.backplane.message.Member;
import org.backplane.message.UserId;

/**
 * Who is in a channel as this node knows it: names as long as they are few enough, else a count. Not thread-safe; used on
 * the channel's turn.
 */
final class Roster {

    private final int limit;
    private final Map<UserId, Map<String, Presence>> users = new LinkedHashMap<>();
    private int count;

    /** @param limit how many are known by name */
    Roster(int limit) {
        this.limit = limit;
    }

    static Roster of(Snapshot snapshot, int limit) {
        Roster roster = new Roster(limit);
        roster.replace(snapshot);
        return roster;
    }

    void replace(Snapshot snapshot) {
        users.clear();
        count = snapshot.count();
        snapshot.presences().forEach(this::put);
    }

    void apply(PresenceChange change) {
        count = change.count();
        if (count > limit) {
            users.clear();
        } else if (change.kind() == PresenceChange.Kind.LEFT) {
            users.remove(change.presence().user());
        } else {
            put(change.presence());
        }
    }

    private void put(Presence presence) {
        Map<String, Presence> nodes = users.computeIfAbsent(presence.user(), u -> new LinkedHashMap<>());
        if (presence.connections() > 0) {
            nodes.put(presence.node(), presence);
        } else {
            nodes.remove(presence.node());
        }
        if (nodes.isEmpty()) {
            users.remove(presence.user());
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
    Members members() {
        return new Members(count, namesEveryone() ? List.copyOf(byUser().values()) : List.of());
    }

    Map<UserId, Member> byUser() {
        Map<UserId, Member> members = new LinkedHashMap<>();
        users.forEach((user, nodes) -> members.put(user, member(nodes.values())));
        return members;
    }

    /** The user as the others see him; empty if he is not there or not known. */
    Optional<Member> member(UserId user) {
        return Optional.ofNullable(users.get(user)).map(nodes -> member(nodes.values()));
    }

    /** A user who is known by one presence only. */
    static Member member(Presence presence) {
        return member(List.of(presence));
    }

    private static Member member(Collection<Presence> presences) {
        List<Presence> all = new ArrayList<>(presences);
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
