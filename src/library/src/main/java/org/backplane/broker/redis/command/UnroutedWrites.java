package org.backplane.broker.redis.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The writes for one slot of a Redis Cluster until its server is known, bounded in bytes. Any thread may add. */
public final class UnroutedWrites {

    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Room room;
    private final long since = System.nanoTime();

    /** @param room the space that all slots share */
    public UnroutedWrites(Room room) {
        this.room = room;
    }

    /** The space for the unrouted writes of all slots of a node. Thread-safe. */
    public static final class Room {

        private final long maxBytes;
        private final AtomicLong bytes = new AtomicLong();

        public Room(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        private boolean reserve(int size) {
            if (bytes.addAndGet(size) > maxBytes) {
                bytes.addAndGet(-size);
                return false;
            }
            return true;
        }

        private void release(int size) {
            bytes.addAndGet(-size);
        }
    }

    /** Adds a write; false if there is no space. */
    public boolean add(Write write) {
        return room.reserve(write.size()) && writes.add(write);
    }

    /** Removes and returns all writes in order. No other thread may add meanwhile. */
    public List<Write> removeAll() {
        List<Write> all = new ArrayList<>(writes);
        writes.clear();
        all.forEach(write -> room.release(write.size()));
        return all;
    }

    /** The time since the slot has had no server, in nanoseconds. */
    public long age() {
        return System.nanoTime() - since;
    }
}
