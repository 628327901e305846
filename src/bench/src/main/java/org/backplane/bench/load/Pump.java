package org.backplane.bench.load;

import org.backplane.bench.load.time.Ticks;

/** Keeps some publishes of one connection in flight: each confirmation has the next one sent, by the thread that reads. */
public final class Pump implements Link.Acknowledged {

    private static final int REMEMBERED = 1 << 12;

    private final Link link;
    private final Voice voice;
    private final int inFlight;
    private final long[] sentAt = new long[REMEMBERED];
    private long next;
    private volatile boolean isStopped;

    /** Does nothing yet. */
    public Pump(Link link, Voice voice, int inFlight) {
        this.link = link;
        this.voice = voice;
        this.inFlight = inFlight;
    }

    /** Sends the first ones. */
    public void start() {
        link.onAcknowledged(this);
        link.loop().execute(() -> {
            for (int i = 0; i < inFlight; i++) {
                send(Ticks.now());
            }
        });
    }

    /** Sends no more. */
    public void stop() {
        isStopped = true;
    }

    private void send(long now) {
        sentAt[(int) (next % REMEMBERED)] = now;
        voice.say(next, now);
        next++;
    }

    @Override
    public long at(long sequence, long now) {
        if (!isStopped) {
            send(Ticks.now());
        }
        return sentAt[(int) (sequence % REMEMBERED)];
    }
}
