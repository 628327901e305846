package org.backplane.broker.redis.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What waits until it is known which server of a Cluster has its slot, bounded in bytes. Any thread may add. */
public final class UnroutedWrites {

    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Room room;
    private final long since = System.nanoTime();

    /** @param room what all slots share */
    public UnroutedWrites(Room room) {
        this.room = room;
    }

    /** How much may wait for all slots of a node together. Thread-safe. */
    public static final class Room {

        private final long maxBytes;
        private final AtomicLong bytes = new AtomicLong();

        public Room(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        private boolean take(int size) {
            if (bytes.addAndGet(size) > maxBytes) {
                bytes.addAndGet(-size);
                return false;
            }
            return true;
        }

        private void give(int size) {
            bytes.addAndGet(-size);
        }
    }

    /** Takes it in, unless too much waits already. */
    public boolean add(Write write) {
        return room.take(write.size()) && writes.add(write);
    }

    /** All that waits, in its order; while nobody may add. */
    public List<Write> takeAll() {
        List<Write> all = new ArrayList<>(writes);
        writes.clear();
        all.forEach(write -> room.give(write.size()));
        return all;
    }

    /** How long it has been waiting, in nanoseconds. */
    public long age() {
        return System.nanoTime() - since;
    }
}
