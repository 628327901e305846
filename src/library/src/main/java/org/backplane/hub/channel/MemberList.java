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
 * The members of a channel as this node knows them: by name up to a limit, beyond it only their number. Not thread-safe;
 * used on the channel's executor.
 */
public final class MemberList {

    private final int limit;
    private int count;

    /** The presences of each user, one for each node where the user is. */
    private Map<UserId, List<Presence>> users = Map.of();

    /** @param limit the number of members up to which they are known by name */
    MemberList(int limit) {
        this.limit = limit;
    }

    public static MemberList of(Snapshot snapshot, int limit) {
        MemberList list = new MemberList(limit);
        list.replace(snapshot);
        return list;
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
        int index = 0;
        while (index < nodes.size() && !nodes.get(index).node().equals(presence.node())) {
            index++;
        }
        if (index < nodes.size()) {
            nodes.remove(index);
        }
        if (presence.connections() > 0) {
            nodes.add(index, presence);
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

    /** Whether there are more members than are known by name. */
    boolean exceedsLimit() {
        return count > limit;
    }

    /** Whether all members are known by name. */
    boolean isComplete() {
        return users.size() == count;
    }

    /** The members with names if all of them are known by name, else only their number. */
    public Members members() {
        return new Members(count, isComplete() ? List.copyOf(byUser().values()) : List.of());
    }

    Map<UserId, Member> byUser() {
        Map<UserId, Member> members = new LinkedHashMap<>();
        users.forEach((user, nodes) -> members.put(user, member(nodes)));
        return members;
    }

    /** The user as others see them, over all nodes; empty if the user is not a member or not known by name. */
    Optional<Member> member(UserId user) {
        return Optional.ofNullable(users.get(user)).map(MemberList::member);
    }

    /** The user as others see them, from one presence. */
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
