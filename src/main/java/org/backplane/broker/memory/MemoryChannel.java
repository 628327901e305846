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
 * One life of a channel: its log, keys, state, presences and the feeds of those who listen.
 *
 * <p>Its lock makes the order of positions the order in which every feed is told; it is held for the time of a change in
 * the heap and never while foreign code runs. All methods but {@link #enter()} are called between {@code enter()} and
 * {@link #exit()}.
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
    private boolean over;
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

    /** Takes the lock; false, without the lock, if this life is over. */
    boolean enter() {
        lock.lock();
        over = over || isUnused();
        if (over) {
            lock.unlock();
        }
        return !over;
    }

    void exit() {
        lock.unlock();
    }

    /** The first operation that begins a channel is done: whatever comes next did not begin it. */
    void begun() {
        isNew = false;
    }

    private boolean isUnused() {
        return feeds.isEmpty() && presences.count() == 0 && lastUse < before(limits.channelAge());
    }

    /** The time in milliseconds; it does not decrease, unless the clock is set back further than that is worth. */
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

    /** @param body that of the publication, made outside the lock */
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

    /** True if somebody listens. */
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

    /** True if that changed something. */
    boolean join(Presence presence) {
        return told(presences.join(presence));
    }

    /** True if that changed something. */
    boolean leave(String node, UserId user) {
        return told(presences.leave(node, user));
    }

    /** Takes all users of a node out. */
    void leaveAll(String node) {
        presences.usersOf(node).forEach(user -> leave(node, user));
    }

    private boolean told(Optional<PresenceChange> change) {
        use();
        change.ifPresent(c -> feeds.forEach(feed -> feed.notice(listener -> listener.presence(c))));
        return change.isPresent();
    }

    /** What follows goes to the feed. */
    void add(Feed feed) {
        feeds.add(feed);
    }

    /** Tells the feed nothing more; true if it was told until now. */
    boolean remove(Feed feed) {
        use();
        return feeds.remove(feed);
    }

    /** Gives up the memory of what can no longer be asked for. */
    void forget() {
        log.forgetBefore(before(limits.historyAge()));
        keys.forgetBefore(before(limits.keyAge()));
    }
}
