package org.backplane.bench.load;

import org.backplane.bench.load.dialect.Dialect;
import org.backplane.bench.load.dialect.Form;

/** Publishes one stream through one connection. Thread-safe. */
public final class Voice {

    private final Link link;
    private final Form form;

    private Voice(Link link, Form form) {
        this.link = link;
        this.form = form;
    }

    /** To the channel that the connection listens to. */
    public static Voice of(Link link, Dialect dialect, int stream) {
        return new Voice(link, dialect.publish(link.subscription().channel(), stream));
    }

    /** As a form says. */
    public static Voice to(Link link, Form form) {
        return new Voice(link, form);
    }

    /** Sends a message, and does not wait for anything. */
    public void say(long sequence, long scheduled) {
        link.send(form.fill(sequence, scheduled));
    }
}
