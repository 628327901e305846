package org.backplane.hub;

/** Application code's listening to a channel, kept up until it is closed, through every absence of the broker. */
public interface Listening extends AutoCloseable {

    /** Ends it; the handler is told nothing more soon after. */
    @Override
    void close();
}
