package org.backplane.broker.memory;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/**
 * One epoch of a channel: its log, idempotency keys, state, presences and feeds.
 *
 * <p>Its lock makes the order of positions the order of delivery to every feed. It is held for a change in the heap and
 * never during calls of foreign code. All methods but {@link #enter()} are called between {@code enter()} and {@link
 * #exit()}.
 */
final class MemoryChannel {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EPOCH_BYTES = 12;

    /** How far the time of messages may be ahead of a clock that was set back. */
    private static final long MAX_AHEAD_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ChannelName name;
    private final Limits limits;
    private final InstantSource clock;
    private final MessageLog log;
    private final KeyTable keys = new KeyTable();
    private final StateTable state;
    private final PresenceTable presences = new PresenceTable();
    private final Set<Feed> feeds = new LinkedHashSet<>();
    private long latest;
    private long lastUse;
    private boolean ended;
    private boolean isNew = true;

    MemoryChannel(ChannelName name, Limits limits, InstantSource clock) {
        this.name = name;
        this.limits = limits;
        this.clock = clock;
        String epoch = newEpoch();
        this.log = new MessageLog(epoch, limits.historySize());
        this.state = new StateTable(epoch, limits.stateKeys());
        this.lastUse = now();
    }

    private static String newEpoch() {
        byte[] bits = new byte[EPOCH_BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Takes the lock; returns false, without the lock, if this epoch has ended. */
    boolean enter() {
        lock.lock();
        ended = ended || isUnused();
        if (ended) {
            lock.unlock();
        }
        return !ended;
    }

    void exit() {
        lock.unlock();
    }

    /** Called after the operation that created the channel: later ones did not create it. */
    void begun() {
        isNew = false;
    }

    private boolean isUnused() {
        return feeds.isEmpty() && presences.count() == 0 && lastUse < before(limits.channelAge());
    }

    /**
     * The time in milliseconds. It does not decrease, unless the clock is set back by more than {@value
     * #MAX_AHEAD_MILLIS} ms.
     */
    private long now() {
        long time = clock.millis();
        long bound = time + MAX_AHEAD_MILLIS;
        if (latest > bound) {
            latest = bound;
            lastUse = Math.min(lastUse, bound);
            keys.bound(bound);
        }
        latest = Math.max(latest, time);
        return latest;
    }

    private long before(Duration age) {
        return now() - age.toMillis();
    }

    private void use() {
        lastUse = now();
    }

    /** @param body the body of the publication, built outside the lock */
    Published publish(Publication publication, String body) {
        use();
        keys.forgetBefore(before(limits.keyAge()));
        String key = publication.keyOfUser();
        Optional<Published> first = keys.find(key);
        if (first.isPresent()) {
            return first.get();
        }
        StoredMessage message = StoredMessage.of(name, log.top().plus(1), now(), body);
        log.append(message);
        feeds.forEach(feed -> feed.message(message));
        if (!key.isEmpty()) {
            keys.add(key, new Published(message.position(), publication.id(), false), message.at());
        }
        return new Published(message.position(), publication.id(), isNew);
    }

    /** Returns whether the channel has subscribers. */
    boolean publishTransient(Line line) {
        feeds.forEach(feed -> feed.transientMessage(line));
        return !feeds.isEmpty();
    }

    Recovery recover(Position since, int maxBytes) {
        return log.recover(since, maxBytes, before(limits.historyAge()));
    }

    HistoryPage history(HistoryQuery query) {
        return log.page(query, before(limits.historyAge()));
    }

    Snapshot snapshot() {
        return Snapshot.of(log.top(), state.documents(), presences.count(), presences.presences(limits.presenceLimit()))
                .withBegun(isNew);
    }

    SetResult set(String key, JsonText value, OptionalLong expected) {
        use();
        SetResult result = state.set(key, value, expected, isNew);
        if (result instanceof SetResult.Written written && written.document().version() > 0) {
            feeds.forEach(feed -> feed.notice(listener -> listener.state(written.document())));
        }
        return result;
    }

    /** Returns whether the presence changed. */
    boolean join(Presence presence) {
        return deliver(presences.join(presence));
    }

    /** Returns whether the user was a member. */
    boolean leave(String node, UserId user) {
        return deliver(presences.leave(node, user));
    }

    /** Removes all users of a node. */
    void leaveAll(String node) {
        presences.usersOf(node).forEach(user -> leave(node, user));
    }

    private boolean deliver(Optional<PresenceChange> change) {
        use();
        change.ifPresent(c -> feeds.forEach(feed -> feed.notice(listener -> listener.presence(c))));
        return change.isPresent();
    }

    /** Delivers all later events to the feed. */
    void add(Feed feed) {
        feeds.add(feed);
    }

    /** Delivers no more events to the feed; returns whether it was subscribed. */
    boolean remove(Feed feed) {
        use();
        return feeds.remove(feed);
    }

    /** Frees the memory of expired messages and keys. */
    void forget() {
        log.forgetBefore(before(limits.historyAge()));
        keys.forgetBefore(before(limits.keyAge()));
    }
}
