package org.backplane.faults;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.backplane.message.Position;

/**
 * What one witness was told about one channel, and what is wrong with it. Thread-safe.
 *
 * <p>The keys of messages are {@code publisher#number}, the numbers of a publisher going up. A life of a channel ends when
 * the witness is told to reload: what comes again after that is not doubled.
 */
final class Diary {

    private final String channel;
    private final Ledger ledger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> known = new HashSet<>();
    private final Set<String> life = new HashSet<>();
    private final Map<String, Long> publishers = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Optional<Position> position = Optional.empty();
    private int holes;
    private int doubled;
    private int outOfOrder;
    private int resets;
    private long lastReset;
    private long lastMessage;
    private long longestGap;

    Diary(String channel, Ledger ledger) {
        this.channel = channel;
        this.ledger = ledger;
    }

    /** Where to go on from; empty before the first subscription. */
    Optional<String> since() {
        return locked(() -> position.map(Position::toString));
    }

    /** The answer to a subscription; false if history has to be read again. */
    boolean subscribed(JsonObject answer) {
        return locked(() -> {
            if (!answer.getBoolean("recovered")) {
                return lifeEnds(answer);
            }
            answer.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(this::take);
            Position told = Position.parse(answer.getString("position"));
            if (position.isPresent() && told.offset() != position.get().offset()) {
                complain("answered " + told + " after " + position.get());
                holes++;
            }
            position = Optional.of(told);
            return true;
        });
    }

    /** A live message. */
    void message(JsonObject message) {
        locked(() -> {
            take(message);
            return true;
        });
    }

    /** History could not bridge a gap. */
    void reset(JsonObject reset) {
        locked(() -> lifeEnds(reset));
    }

    /** Messages that were read again. */
    void reloaded(List<JsonObject> messages) {
        locked(() -> messages.stream().map(Diary::key).allMatch(known::add));
    }

    private boolean lifeEnds(JsonObject line) {
        resets++;
        lastReset = System.nanoTime();
        life.clear();
        publishers.clear();
        position = Optional.of(Position.parse(line.getString("position")));
        return false;
    }

    private void take(JsonObject message) {
        Position at = Position.parse(message.getString("position"));
        String key = key(message);
        measureGap();
        position.ifPresent(last -> follow(last, at, key));
        if (!ledger.stands(channel, at, key)) {
            outOfOrder++;
            complain(key + " stands at " + at + ", where others saw another message");
        }
        if (!life.add(key)) {
            doubled++;
            complain(key + " came again at " + at);
        } else {
            checkPublisher(key, at);
        }
        known.add(key);
        position = Optional.of(at);
    }

    private void follow(Position last, Position at, String key) {
        if (at.offset() > last.offset() + 1) {
            holes += (int) (at.offset() - last.offset() - 1);
            complain(key + " at " + at + " follows " + last);
        } else if (at.offset() <= last.offset() && !life.contains(key)) {
            outOfOrder++;
            complain(key + " at " + at + " comes after " + last);
        }
    }

    private void checkPublisher(String key, Position at) {
        int mark = key.indexOf('#');
        if (mark < 0) {
            return;
        }
        long number = Long.parseLong(key.substring(mark + 1));
        Long before = publishers.put(key.substring(0, mark), number);
        if (before != null && before > number) {
            outOfOrder++;
            complain(key + " at " + at + " comes after number " + before);
        }
    }

    private void measureGap() {
        long now = System.nanoTime();
        if (lastMessage != 0) {
            longestGap = Math.max(longestGap, now - lastMessage);
        }
        lastMessage = now;
    }

    /** What is wrong so far, taking every acknowledged message as one that should have come. */
    Verdict verdict() {
        Map<String, Long> acknowledged = ledger.acknowledged(channel);
        return locked(() -> {
            int missing = 0;
            int forgotten = 0;
            for (Map.Entry<String, Long> message : acknowledged.entrySet()) {
                if (!known.contains(message.getKey())) {
                    boolean told = resets > 0 && message.getValue() < lastReset;
                    forgotten += told ? 1 : 0;
                    missing += told ? 0 : 1;
                }
            }
            return new Verdict(missing + holes, doubled, outOfOrder, resets, forgotten, Duration.ofNanos(longestGap));
        });
    }

    /** What was wrong, for people: the first few things. */
    List<String> complaints() {
        return locked(() -> List.copyOf(complaints));
    }

    /** How many different messages came or were read again. */
    int size() {
        return locked(known::size);
    }

    private void complain(String what) {
        if (complaints.size() < 10) {
            complaints.add(channel + ": " + what);
        }
    }

    private static String key(JsonObject message) {
        return message.getString("key", message.getString("id"));
    }

    private <T> T locked(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
