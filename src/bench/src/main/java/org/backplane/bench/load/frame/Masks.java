package org.backplane.bench.load.frame;

import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Masking keys that nobody can foretell (RFC 6455, 5.3), a block at a time, for they are cheaper so. Thread-safe. */
public final class Masks {

    private static final int BLOCK = 4096;

    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] block = new byte[BLOCK];
    private int used = BLOCK;

    /** Another one. */
    public int next() {
        lock.lock();
        try {
            if (used == BLOCK) {
                random.nextBytes(block);
                used = 0;
            }
            int mask = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                mask = (mask << Byte.SIZE) | (block[used++] & 0xff);
            }
            return mask;
        } finally {
            lock.unlock();
        }
    }
}
