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
 * Tells the broker which users are in which channels on this node: what changed while the broker was being told goes out
 * as one change, what it could not make of that at once is the broker's business, and who left is reported only when he has not come back within
 * the grace. How many connections somebody has is told once a grace at most, so that a server's clients that all come back
 * at once cost the broker little.
 *
 * <p>Any thread may call; everything happens on the hub's timer, one thing after the other.
 */
public final class PresenceKeeper {

    /** After a failure, changes of a user are told so often at most. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private record Place(ChannelName channel, UserId user) {}

    /** A user's stay in a channel, as it is and as the broker was told. */
    private static final class Stay {
        final User user;
        DisplayName name;
        int connections;
        int changes;
        boolean over;
        boolean telling;
        boolean waiting;

        @Nullable
        Presence told;

        Stay(User user, DisplayName name) {
            this.user = user;
            this.name = name;
        }

        boolean differsByConnectionsOnly(Presence now) {
            Presence before = told;
            return before != null && before.name().equals(now.name());
        }
    }

    private final Map<Place, Stay> stays = new HashMap<>();
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

    /** One more connection of the user is in the channel. */
    void enter(ChannelName channel, User user, DisplayName name) {
        timer.execute(() -> {
            Place place = new Place(channel, user.id());
            Stay stay = stays.computeIfAbsent(place, p -> new Stay(user, name));
            stay.name = name;
            stay.connections++;
            stay.over = false;
            changed(place, stay);
        });
    }

    /** One connection of the user less is in the channel. */
    void leave(ChannelName channel, User user) {
        timer.execute(() -> {
            Place place = new Place(channel, user.id());
            Stay stay = stays.get(place);
            if (stay == null) {
                return;
            }
            stay.connections--;
            changed(place, stay);
            if (stay.connections == 0) {
                int last = stay.changes;
                timer.after(grace, () -> end(place, stay, last));
            }
        });
    }

    /** The user is shown otherwise from now on. */
    void rename(ChannelName channel, User user, DisplayName name) {
        timer.execute(() -> {
            Place place = new Place(channel, user.id());
            Stay stay = stays.get(place);
            if (stay != null) {
                stay.name = name;
                changed(place, stay);
            }
        });
    }

    private void changed(Place place, Stay stay) {
        stay.changes++;
        tell(place, stay);
    }

    private void end(Place place, Stay stay, int change) {
        if (stay.changes == change) {
            stay.over = true;
            tell(place, stay);
        }
    }

    private void tell(Place place, Stay stay) {
        if (stay.telling) {
            return;
        }
        if (stay.over) {
            begin(place, stay, broker.leave(place.channel(), place.user()), null);
        } else if (stay.connections > 0) {
            tell(place, stay, presence(stay));
        }
    }

    private void tell(Place place, Stay stay, Presence now) {
        if (now.equals(stay.told)) {
            return;
        }
        if (stay.differsByConnectionsOnly(now)) {
            tellLater(place, stay);
        } else {
            begin(place, stay, broker.join(place.channel(), now), now);
        }
    }

    private void tellLater(Place place, Stay stay) {
        if (!stay.waiting) {
            stay.waiting = true;
            timer.after(grace, () -> tellConnections(place, stay));
        }
    }

    private void tellConnections(Place place, Stay stay) {
        stay.waiting = false;
        Presence now = presence(stay);
        if (stays.get(place) == stay && stay.connections > 0 && !stay.telling && !now.equals(stay.told)) {
            begin(place, stay, broker.join(place.channel(), now), now);
        }
    }

    private Presence presence(Stay stay) {
        return new Presence(node.id(), node.name(), stay.user.id(), stay.name, stay.user.verified(), stay.connections);
    }

    private void begin(Place place, Stay stay, CompletionStage<Void> telling, @Nullable Presence what) {
        stay.telling = true;
        telling.whenComplete((done, failure) -> timer.execute(() -> {
            stay.told =
                    what; // even if that failed: then the broker goes on by itself, and what changes soon goes together
            if (what == null && stay.over) {
                stays.remove(place, stay);
            }
            if (failure == null) {
                again(place, stay);
            } else {
                timer.after(PAUSE, () -> again(place, stay));
            }
        }));
    }

    private void again(Place place, Stay stay) {
        stay.telling = false;
        if (stays.get(place) == stay) {
            tell(place, stay);
        }
    }

    /** Takes everybody out, at once; completes when the broker has been told. */
    public CompletionStage<Void> leaveAll() {
        return CompletableFuture.supplyAsync(this::leaveNow, timer).thenCompose(told -> told);
    }

    private CompletionStage<Void> leaveNow() {
        List<Place> places = List.copyOf(stays.keySet());
        stays.clear();
        return CompletableFuture.allOf(places.stream()
                .map(place -> broker.leave(place.channel(), place.user()).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
