package org.backplane.bench.load;

/** Publishes one stream through one connection. Thread-safe. */
public final class Voice {

    private final Link link;
    private final Form form;
    private final int stream;

    private Voice(Link link, Form form, int stream) {
        this.link = link;
        this.form = form;
        this.stream = stream;
    }

    /** To the channel that the connection listens to. */
    public static Voice of(Link link, Dialect dialect, int stream) {
        return new Voice(link, dialect.publish(link.seat().channel(), stream), stream);
    }

    /** Sends a message, and does not wait for anything. */
    public void say(long sequence, long scheduled) {
        link.send(form.fill(new Stamp.Mark(stream, sequence, scheduled)));
    }
}
